import { JusteraError, type ErrorDetails } from '#platform';
import { sentences, type SigningErrorCode } from './sentences.js';

export interface SigningErrorOptions {
  details?: ErrorDetails;
  cause?: unknown;
  /** For jobs: whether trying again later can help. */
  retryable?: boolean;
}

/** Every refusal and failure of the use cases. `status` and `words` are what the edge answers with. */
export class SigningError extends JusteraError<SigningErrorCode> {
  readonly status: number;
  readonly words: { readonly sv: string; readonly en: string };
  readonly retryable: boolean;

  constructor(code: SigningErrorCode, options: SigningErrorOptions = {}) {
    const { status, sv, en } = sentences[code];
    super(code, en, options);
    this.status = status;
    this.words = { sv, en };
    this.retryable = options.retryable ?? false;
  }
}

/** Intake's own words about a file: what is wrong with it and what to do. */
export interface FileNotice {
  readonly code: string;
  readonly sv: string;
  readonly en: string;
  readonly adviceSv: string;
  readonly adviceEn: string;
}

const repairOffer = {
  sv: 'Eller låt oss skriva om filen (acceptRepair): sidorna blir desamma, originalet och dess fingeravtryck sparas.',
  en: 'Or let us rewrite the file (acceptRepair): the pages stay the same, the original and its fingerprint are kept.',
};

/** The file cannot be signed. `code` is the first reason's, from the closed list of `#pades`. */
export class FileRefused extends JusteraError {
  readonly status = 422;
  readonly words: { readonly sv: string; readonly en: string };

  constructor(refusals: readonly [FileNotice, ...FileNotice[]], { repairOffered = false }: { readonly repairOffered?: boolean } = {}) {
    const [first] = refusals;
    super(first.code, first.en, { details: { reasons: refusals.map((refusal) => refusal.code), ...(repairOffered ? { repair: 'offered' } : {}) } });
    const offer = repairOffered ? repairOffer : { sv: '', en: '' };
    this.words = { sv: `${first.sv} ${first.adviceSv} ${offer.sv}`.trim(), en: `${first.en} ${first.adviceEn} ${offer.en}`.trim() };
  }
}
