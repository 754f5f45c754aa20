import { JusteraError, WorkerPool, WorkersBusy, type WorkerLimits } from '#platform';
import { describeReport, reportUnfinished, type ReportTexts, type SignatureValidationPolicy, type TrustMaterial, type ValidationReport } from '#validation';
import type { FetchedMaterial } from './online/fetch-revocation.js';
import type { RevocationErrands } from './online/revocation-errands.js';
import type { ValidationQuestion, WorkerSetUp } from './validation-worker.js';

/** The report with what a person reads, in both languages. */
export type ValidationAnswer = ValidationReport & { texts: { sv: ReportTexts; en: ReportTexts } };

export class ValidationUnavailable extends JusteraError<'validation-busy'> {}

export type ValidationLimits = WorkerLimits;

export function describeInBoth(report: ValidationReport): ValidationAnswer {
  return { ...report, texts: { sv: describeReport(report, 'sv'), en: describeReport(report, 'en') } };
}

/**
 * Validates in worker threads with limits on time and memory. The file of a worker that passes a limit is answered as INDETERMINATE and nobody else
 * notices (R12, R13).
 */
export class ValidationPool {
  readonly #pool: WorkerPool<WorkerSetUp, ValidationQuestion, ValidationAnswer | RevocationErrands>;

  constructor(
    trust: TrustMaterial,
    private readonly policy: SignatureValidationPolicy,
    limits: ValidationLimits,
    workerFile?: URL,
  ) {
    this.#pool = new WorkerPool(workerFile ?? new URL('./validation-worker.js', import.meta.url), { trust, policy }, limits);
  }

  /**
   * @param fetched for this file, beside the pool's own trust
   * @throws ValidationUnavailable `validation-busy` when too many wait
   */
  async validate(bytes: Uint8Array, validationTime: Date, fetched?: FetchedMaterial): Promise<ValidationAnswer> {
    const answered = await this.#ask({ bytes, validationTime: validationTime.toISOString(), ...(fetched === undefined ? {} : { fetched }) });
    return (answered?.answer as ValidationAnswer | undefined) ?? describeInBoth(reportUnfinished({ bytes, policy: this.policy, validationTime }));
  }

  /** Whom to ask about the file's certificates; nobody when it passes a limit. @throws ValidationUnavailable */
  async revocationErrands(bytes: Uint8Array): Promise<RevocationErrands> {
    const answered = await this.#ask({ bytes, validationTime: '', wants: 'errands' });
    return (answered?.answer as RevocationErrands | undefined) ?? { questions: [], isWhole: false };
  }

  /** For what is asked from now on; what is being looked at is judged by what was trusted when it came in. */
  setTrust(trust: TrustMaterial): void {
    this.#pool.setUpAnew({ trust, policy: this.policy });
  }

  /** Ends the workers. What was being looked at or still waits is answered as INDETERMINATE, so that no caller waits for ever. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async #ask(question: ValidationQuestion) {
    try {
      return await this.#pool.ask(question);
    } catch (error) {
      if (error instanceof WorkersBusy) throw new ValidationUnavailable('validation-busy', 'too many validations wait; try again in a moment');
      throw error;
    }
  }
}
