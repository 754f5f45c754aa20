import type { ValidationAnswer } from '../validation-pool.js';
import type { ReportSeal } from './seal-report.js';

/** See `pdf-report.ts`. Drawing is loaded only when a PDF is asked for: whoever only validates does not wait for fonts. */
export async function pdfReport(answer: ValidationAnswer, file: string, language: 'sv' | 'en'): Promise<Uint8Array> {
  return (await import('./pdf-report.js')).pdfReport(answer, file, language);
}

/** See `seal-report.ts`. */
export async function sealReport(report: Uint8Array, seal: ReportSeal, signingTime: Date, language: 'sv' | 'en'): Promise<Uint8Array> {
  return (await import('./seal-report.js')).sealReport(report, seal, signingTime, language);
}
