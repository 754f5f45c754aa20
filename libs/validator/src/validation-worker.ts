// Runs in a worker thread of its own: a hostile file may hang or exhaust this thread, never its caller (ValidationPool ends it).
import { parentPort, workerData } from 'node:worker_threads';
import { describeReport, validate, type SignatureValidationPolicy, type TrustMaterial } from '#validation';
import { withFetched, type FetchedMaterial } from './online/fetch-revocation.js';
import { revocationErrands } from './online/revocation-errands.js';

export interface WorkerSetUp {
  readonly trust: TrustMaterial;
  readonly policy: SignatureValidationPolicy;
}

export interface ValidationQuestion {
  readonly bytes: Uint8Array;
  /** ISO 8601. */
  readonly validationTime: string;
  /** What was fetched for this file, beside the pool's own trust. */
  readonly fetched?: FetchedMaterial;
  /** Not a verdict is wanted, but whom to ask about the file's certificates. */
  readonly wants?: 'errands';
}

const setUp = workerData as WorkerSetUp;

parentPort?.on('message', (question: ValidationQuestion) => {
  if (question.wants === 'errands') {
    parentPort?.postMessage(revocationErrands(question.bytes, setUp.trust));
    return;
  }
  const report = validate(question.bytes, withFetched(setUp.trust, question.fetched), setUp.policy, new Date(question.validationTime));
  parentPort?.postMessage({ ...report, texts: { sv: describeReport(report, 'sv'), en: describeReport(report, 'en') } });
});
