import type { Certificate } from '../certificate/certificate.js';
import type { GeneralSubtree, NameConstraints } from '../certificate/constraints.js';
import { isWithin } from '../certificate/distinguished-name.js';
import { readGeneralNames, type GeneralName } from '../certificate/general-name.js';
import { readDer } from '../der/der-node.js';
import { Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { PkiError } from '../pki-error.js';
import { dnsIsWithin, emailIsWithin, ipIsWithin, uriIsWithin } from './name-forms.js';

/** permitted_subtrees and excluded_subtrees of RFC 5280 §6.1.1, grown from the anchor downwards. */
export class NameSpace {
  /** One list for each certificate that constrained; a name must be inside one subtree of its form in every list (intersection). */
  readonly #permitted: (readonly GeneralSubtree[])[] = [];
  readonly #excluded: GeneralSubtree[] = [];

  /** §6.1.4 (g). */
  constrain(constraints: NameConstraints | undefined): void {
    if (constraints === undefined) return;
    if (constraints.permitted.length > 0) this.#permitted.push(constraints.permitted);
    this.#excluded.push(...constraints.excluded);
  }

  /** §6.1.3 (b) and (c). A name we cannot compare with a constraint of its own form is a breach, critical or not. */
  allows(certificate: Certificate): boolean {
    if (this.#permitted.length === 0 && this.#excluded.length === 0) return true;
    const names = namesOf(certificate);
    return names !== undefined && names.every((name) => this.#allowsName(name));
  }

  #allowsName(name: GeneralName): boolean {
    const ofForm = (subtrees: readonly GeneralSubtree[]) => subtrees.filter(({ base }) => formOf(base) === formOf(name));
    const isPermitted = this.#permitted.every((list) => {
      const relevant = ofForm(list);
      return relevant.length === 0 || relevant.some((subtree) => contains(subtree, name) === true);
    });
    return isPermitted && ofForm(this.#excluded).every((subtree) => contains(subtree, name) === false);
  }
}

/** Other names are one form for each tag; the two halves of a form we compare share a kind. */
function formOf(name: GeneralName): string {
  return name.kind === 'other' ? `other ${name.tag}` : name.kind;
}

/**
 * The names that constraints apply to: the subject if not empty, subjectAltName, and the subject's e-mail addresses where
 * there is no subjectAltName (§4.2.1.10). Undefined when subjectAltName cannot be read.
 */
function namesOf(certificate: Certificate): GeneralName[] | undefined {
  const { subject } = certificate;
  const own: GeneralName[] = subject.rdns.length === 0 ? [] : [{ kind: 'directory', value: subject }];
  const alternative = certificate.extension(Oid.subjectAltName);
  if (alternative === undefined) {
    const emails = subject.rdns.flat().filter(({ oid }) => oid === Oid.emailAddress);
    return [...own, ...emails.map(({ value }): GeneralName => ({ kind: 'email', value: value ?? '' }))];
  }
  try {
    return [...own, ...readGeneralNames(readDer(alternative.value, Tag.sequence))];
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

/** Undefined: cannot be evaluated, which neither permits nor clears. Both have the same form. */
function contains({ base, hasUnusualBounds }: GeneralSubtree, name: GeneralName): boolean | undefined {
  if (hasUnusualBounds) return undefined;
  if (base.kind === 'directory' && name.kind === 'directory') return isWithin(name.value, base.value);
  if (base.kind === 'email' && name.kind === 'email') return emailIsWithin(name.value, base.value);
  if (base.kind === 'dns' && name.kind === 'dns') return dnsIsWithin(name.value, base.value);
  if (base.kind === 'uri' && name.kind === 'uri') return uriIsWithin(name.value, base.value);
  if (base.kind === 'ip' && name.kind === 'ip') return ipIsWithin(name.value, base.value);
  return undefined;
}
