/** What may be wrong with a trusted list, as a closed list. All but the notes mean that nothing in the list is used. */
export const listFindingCodes = [
  'list-missing',
  'list-too-large',
  'list-malformed',
  'list-has-dtd',
  'list-not-a-trusted-list',
  'list-version-unsupported',
  'list-not-signed',
  'list-signature-invalid',
  'list-signature-algorithm-unsupported',
  'list-digest-unknown',
  'list-signature-covers-too-little',
  'list-signer-unknown',
  'list-signer-not-named',
  'list-not-yet-issued',
  'list-expired',
  'list-closed',
  'list-older-than-known',
  'list-host-not-allowed',
  'list-fetch-failed',
  'list-from-cache',
  'list-not-in-lotl',
  'list-pivot-broken',
  'list-pivot-not-followed',
  'list-cache-unusable',
  'list-service-unreadable',
] as const;

export type ListFindingCode = (typeof listFindingCodes)[number];

export interface ListFinding {
  readonly code: ListFindingCode;
  /** `refused`: the list is not used. `note`: it is, and this is told. */
  readonly weight: 'refused' | 'note';
  /** File or address. */
  readonly source: string;
  /** Facts: a time, an algorithm's name. Never an exception's text. */
  readonly detail?: string;
}

/** Thrown inside the reader; the loader turns it into a finding. */
export class ListError extends Error {
  constructor(
    readonly code: ListFindingCode,
    readonly detail?: string,
  ) {
    super(code);
  }
}
