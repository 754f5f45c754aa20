/**
 * How each form of name is compared with a constraint (RFC 5280 §4.2.1.10). Each answers undefined when the name or the
 * constraint is malformed, so that the caller can refuse either way.
 */

const label = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/;

function labelsOf(host: string): string[] | undefined {
  const labels = host.toLowerCase().split('.');
  return labels.every((one, index) => label.test(one) || (index === 0 && one === '*')) ? labels : undefined;
}

/** Adding zero or more labels to the left; a leading dot, though not in the RFC for DNS names, asks for one or more. */
export function dnsIsWithin(name: string, constraint: string): boolean | undefined {
  const labels = labelsOf(name);
  if (labels === undefined) return undefined;
  if (constraint === '') return true;
  const isSubdomainsOnly = constraint.startsWith('.');
  const base = labelsOf(isSubdomainsOnly ? constraint.slice(1) : constraint);
  if (base === undefined) return undefined;
  if (labels.length < base.length + (isSubdomainsOnly ? 1 : 0)) return false;
  return base.every((one, index) => labels[labels.length - base.length + index] === one);
}

/** `host`: that host exactly; `.domain`: any host below it. */
function hostIsWithin(host: string, constraint: string): boolean | undefined {
  if (constraint.startsWith('.')) return dnsIsWithin(host, constraint);
  const [labels, base] = [labelsOf(host), labelsOf(constraint)];
  return labels === undefined || base === undefined ? undefined : labels.join('.') === base.join('.');
}

/** `box@host`: that mailbox; `host`: all mailboxes on it; `.domain`: all mailboxes on hosts below it. */
export function emailIsWithin(name: string, constraint: string): boolean | undefined {
  const at = name.lastIndexOf('@');
  if (at < 1) return undefined;
  const [box, host] = [name.slice(0, at), name.slice(at + 1)];
  const split = constraint.lastIndexOf('@');
  if (split === -1) return hostIsWithin(host, constraint);
  const isSameHost = hostIsWithin(host, constraint.slice(split + 1));
  // The local part is case-sensitive (RFC 5321 §2.4), the host is not.
  return isSameHost === undefined ? undefined : isSameHost && box === constraint.slice(0, split);
}

const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?(?:[/?#]|$)/;
const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Only the host counts; a URI without one, or with an address in its place, must be rejected. */
export function uriIsWithin(name: string, constraint: string): boolean | undefined {
  const host = authority.exec(name)?.[1];
  if (host === undefined || host === '' || host.startsWith('[') || ipv4.test(host)) return undefined;
  return hostIsWithin(host, constraint);
}

/** The constraint is an address and a mask of the same length (RFC 4632). */
export function ipIsWithin(address: Uint8Array, constraint: Uint8Array): boolean | undefined {
  const { length } = address;
  if (length !== 4 && length !== 16) return undefined;
  if (constraint.length !== 8 && constraint.length !== 32) return undefined;
  if (constraint.length !== 2 * length) return false;
  return address.every((octet, index) => {
    const mask = constraint[length + index] ?? 0;
    return (octet & mask) === ((constraint[index] ?? 0) & mask);
  });
}
