// Runs in a worker thread of its own: a hostile upload may hang or exhaust this thread, never the API (ExaminationPool ends it).
import { parentPort } from 'node:worker_threads';
import { examineUpload, type ExaminationOptions } from './examine-upload.js';

export interface ExaminationQuestion {
  readonly file: Uint8Array;
  readonly options: ExaminationOptions;
}

parentPort?.on('message', ({ file, options }: ExaminationQuestion) => {
  parentPort?.postMessage(examineUpload(file, options));
});
