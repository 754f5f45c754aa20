/**
 * Is it one plain address that a mail can go to? Stricter than RFC 5321 on purpose: no quoting, comments, lists or
 * control characters, which exist in attacks rather than in registers of persons. Letters of any script are allowed
 * (RFC 6531); whether the server takes them is its to say.
 */
export function isMailAddress(address: string): boolean {
  if (address.length > 254) return false;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || local.length > 64) return false;
  const atom = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
  const host = /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
  return atom.test(local) && host.test(domain);
}
