export type EvidenceErrorCode =
  /** The value has no RFC 8785 form: undefined, a function, NaN, a lone surrogate, an object with a class, a cycle. */
  | 'not-canonical'
  | 'bad-hash'
  | 'bad-salt'
  | 'bad-entry';

/** Thrown on a programmer's error only; what comes from outside is answered with a report. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  constructor(
    readonly code: EvidenceErrorCode,
    where: string,
  ) {
    super(`${code}: ${where}`);
  }
}
