import { WorkerPool, WorkersBusy, sha256Hex, type WorkerLimits } from '#platform';
import { SigningError, type FileNotice } from '../signing-error.js';
import type { ExaminationQuestion } from './examination-worker.js';
import type { ExaminationOptions, ExaminedUpload } from './examine-upload.js';

/** What could not be looked through within the limits is not signed: nobody knows what it is. */
const tooLaborious: FileNotice = {
  code: 'too-laborious',
  sv: 'Filen är så stor eller invecklad att den inte gick att kontrollera inom rimlig tid.',
  en: 'The file is so large or intricate that it could not be checked within reasonable time.',
  adviceSv: 'Exportera protokollet till PDF på nytt från ordbehandlaren, eller dela upp bilagorna.',
  adviceEn: 'Export the minutes to PDF again from the word processor, or split the annexes.',
};

/**
 * Looks at uploads in worker threads, within limits on time and memory: the process that asks goes on serving others. A file whose worker passes a
 * limit or crashes is refused as `too-laborious`.
 */
export class ExaminationPool {
  readonly #pool: WorkerPool<undefined, ExaminationQuestion, ExaminedUpload>;

  constructor(limits: WorkerLimits, workerFile = new URL('./examination-worker.js', import.meta.url)) {
    this.#pool = new WorkerPool(workerFile, undefined, limits);
  }

  /** @throws SigningError `intake-busy` when too many wait */
  readonly examine = async (file: Uint8Array, options: ExaminationOptions): Promise<ExaminedUpload> => {
    const answered = await this.#ask({ file, options });
    return answered?.answer ?? { inspection: refused(file) };
  };

  /** Ends the workers; what was being looked at is answered as refused. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async #ask(question: ExaminationQuestion) {
    try {
      return await this.#pool.ask(question);
    } catch (error) {
      if (error instanceof WorkersBusy) throw new SigningError('intake-busy', { retryable: true });
      throw error;
    }
  }
}

function refused(file: Uint8Array): ExaminedUpload['inspection'] {
  return {
    byteLength: file.byteLength, sha256: sha256Hex(file), pageCount: 0, pdfVersion: '', tagged: false, existingSignatures: 0, emptySignatureFields: [], usableSignatureFields: [],
    certified: false, repairOffered: false, warnings: [], refusals: [tooLaborious],
  };
}
