// Runs in a worker thread of its own: a hostile file may hang or exhaust this thread, never the API (ValidationPool ends it).
import { parentPort, workerData } from 'node:worker_threads';
import { defaultPolicy, describeReport, validate, type TrustMaterial } from '#validation';

export interface ValidationQuestion {
  bytes: Uint8Array;
  /** ISO 8601. */
  validationTime: string;
}

const trust = workerData as TrustMaterial;

parentPort?.on('message', (question: ValidationQuestion) => {
  const report = validate(question.bytes, trust, defaultPolicy, new Date(question.validationTime));
  parentPort?.postMessage({ ...report, texts: { sv: describeReport(report, 'sv'), en: describeReport(report, 'en') } });
});
