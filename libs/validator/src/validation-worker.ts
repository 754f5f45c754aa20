// Runs in a worker thread of its own: a hostile file may hang or exhaust this thread, never its caller (ValidationPool ends it).
import { parentPort, workerData } from 'node:worker_threads';
import { describeReport, validate, type SignatureValidationPolicy, type TrustMaterial } from '#validation';

export interface WorkerSetUp {
  readonly trust: TrustMaterial;
  readonly policy: SignatureValidationPolicy;
}

export interface ValidationQuestion {
  readonly bytes: Uint8Array;
  /** ISO 8601. */
  readonly validationTime: string;
  /** Instead of the pool's own. */
  readonly trust?: TrustMaterial;
}

const setUp = workerData as WorkerSetUp;

parentPort?.on('message', (question: ValidationQuestion) => {
  const report = validate(question.bytes, question.trust ?? setUp.trust, setUp.policy, new Date(question.validationTime));
  parentPort?.postMessage({ ...report, texts: { sv: describeReport(report, 'sv'), en: describeReport(report, 'en') } });
});
