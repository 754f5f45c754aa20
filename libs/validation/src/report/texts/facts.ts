import type { ReasonCode } from '../reason.js';
import type { Change, SignatureReport, ValidationReport } from '../validation-report.js';
import { roleName } from './role-name.js';
import { situationOf, type Situation } from './situation.js';

export interface Person {
  readonly name: string;
  readonly role: string | null;
  /** How and at which level they were authenticated, when the certificate says so. */
  readonly method: string | null;
  readonly level: string | null;
  readonly substituteFor: string | null;
  /** What they remarked when signing, in their own words. */
  readonly remark: string | null;
}

/** What the sentences need, taken from the report once and the same for both languages. */
export interface Facts {
  readonly report: ValidationReport;
  readonly situation: Situation;
  /** Signatures of people and bodies, without document timestamps. */
  readonly signatures: readonly SignatureReport[];
  readonly people: readonly Person[];
  /** Nothing but signatures, timestamps and validation data came after any signature. */
  readonly isUnchanged: boolean;
  readonly issuers: readonly string[];
  readonly anchors: readonly string[];
  /** The trusted list that vouches for every signature; null when the anchors are the checker's own. */
  readonly list: { readonly territory: string; readonly issuedAt: string } | null;
  /** Latest best signature time. */
  readonly provenTime: string | null;
  readonly claimedTime: string | null;
  /** The first change nobody may make, and who had signed before it. */
  readonly change: Change | undefined;
  readonly changedAfter: string | null;
  readonly missing: readonly string[];
  readonly mismatch: { readonly expected: string; readonly signedBy: string } | undefined;
  /** Where our signature page stands in a print-out; one-based. */
  readonly printedPage: number | null;
  /** Body named in the manifest. */
  readonly body: string | null;
  readonly registrationNumber: string | null;
  readonly formatTime: (iso: string) => string;
}

export function factsOf(report: ValidationReport, language: 'sv' | 'en', formatTime: (iso: string) => string): Facts {
  const signatures = report.signatures.filter(({ kind }) => kind !== 'documentTimestamp');
  const manifest = report.document.manifest;
  const tasks = manifest?.steps.flatMap((step) => (step.fulfilled ? [] : step.tasks)) ?? [];
  const wrong = manifest?.steps.flatMap((step) => step.tasks).find(({ state }) => state === 'mismatch');
  const change = report.document.changes.find(({ verdict }) => verdict === 'forbidden');
  const before = signatures.filter(({ revision }) => revision !== null && change !== undefined && revision < change.revision);
  const times = signatures.filter(({ timeProven }) => timeProven).map(({ bestSignatureTime }) => bestSignatureTime ?? '').sort();
  const claimed = signatures.map(({ claimedSigningTime }) => claimedSigningTime).filter((time) => time !== null).sort();
  const printed = report.document.findings.find(({ code }) => code === 'print-out')?.detail as { page?: unknown; registrationNumber?: unknown } | undefined;
  return {
    report,
    situation: situationOf(report),
    signatures,
    people: [...new Map(signatures.flatMap((signature) => personOf(signature, language)).map((person) => [JSON.stringify(person), person])).values()],
    isUnchanged: isUnchanged(report),
    issuers: distinct(signatures.flatMap(({ signatory }) => (signatory === null ? [] : [shortName(signatory.issuer)]))),
    anchors: distinct(signatures.flatMap(({ trust }) => (trust.anchor === null ? [] : [shortName(trust.anchor.name)]))),
    list: listOf(signatures),
    provenTime: times.length === signatures.length ? (times.at(-1) ?? null) : null,
    claimedTime: claimed.at(-1) ?? null,
    change,
    changedAfter: before.at(-1)?.signatory?.name ?? signatures.at(-1)?.signatory?.name ?? null,
    missing: tasks.filter(({ state }) => state !== 'signed').map(({ name }) => name),
    mismatch: wrong === undefined || wrong.signedBy === null ? undefined : { expected: wrong.name, signedBy: wrong.signedBy },
    printedPage: typeof printed?.page === 'number' ? printed.page : null,
    body: nonEmpty(manifest?.bodyName),
    registrationNumber: nonEmpty(manifest?.registrationNumber) ?? (typeof printed?.registrationNumber === 'string' ? printed.registrationNumber : null),
    formatTime,
  };
}

/** Longer than any remark of ours: a sentence must stay one, whatever a file says. */
const longestWords = 300;

/** Somebody's own words inside a sentence of ours: nothing in them may turn around, break or crowd out what we say. */
function shownWords(words: string): string {
  const line = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= longestWords ? line : `${characters.slice(0, longestWords).join('')} …`;
}

function listOf(signatures: readonly SignatureReport[]): Facts['list'] {
  const services = signatures.flatMap(({ trust }) => trust.service ?? []);
  const [first] = services;
  return first === undefined || services.length < signatures.length ? null : { territory: first.territory, issuedAt: first.listIssuedAt };
}

function personOf({ signatory, claimedRemark }: SignatureReport, language: 'sv' | 'en'): Person[] {
  if (signatory === null) return [];
  const { authentication } = signatory;
  return [{
    name: signatory.name,
    role: roleName(signatory, language),
    method: authentication?.identityProvider ?? null,
    level: authentication?.levelOfAssurance ?? null,
    substituteFor: signatory.substituteFor,
    remark: claimedRemark === null ? null : shownWords(claimedRemark),
  }];
}

/** Permitted, but there to be seen: "nothing was changed" would be too much said. */
export const visibleChanges: ReadonlySet<ReasonCode> = new Set([
  'visible-field-added-after-signing', 'form-filled-after-signing', 'annotated-after-signing', 'may-hide-signed-content',
]);

function isUnchanged({ signatures, document }: ValidationReport): boolean {
  const isSettled = signatures.every(({ changesAfter }) => changesAfter === 'none' || changesAfter === 'permitted');
  return isSettled && !document.reasons.some((reason) => visibleChanges.has(reason));
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** The common name out of an RFC 4514 string, which is what people know an issuer by; the whole string without one. */
export function shortName(name: string): string {
  const match = /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/u.exec(name)?.[1];
  return match === undefined ? name : match.replace(/\\([^0-9a-fA-F])/gu, '$1');
}
