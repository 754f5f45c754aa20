import { appendSignature, type SigningIdentity, type TimeStampClient } from '#pades';
import { openPdf, PdfError, signatureFields } from '#pdf/read';
import { JusteraError } from '#platform';
import { reportSealField } from './pdf-report.js';

export interface ReportSeal {
  readonly identity: SigningIdentity;
  /** The name in the certificate. */
  readonly name: string;
  /** B-T with one, B-B without. */
  readonly timestamps?: TimeStampClient;
}

export class ReportSealError extends JusteraError<'not-an-unsealed-report'> {}

/**
 * The report with a seal in its field, as an update behind the bytes.
 * @throws ReportSealError for anything that has not just the one empty field which a report has
 */
export async function sealReport(report: Uint8Array, seal: ReportSeal, signingTime: Date, language: 'sv' | 'en'): Promise<Uint8Array> {
  requireUnsealedReport(report);
  const { update } = await appendSignature({
    head: report, fieldName: reportSealField, signerName: seal.name, roleTitle: '', methodText: '', language, identity: seal.identity, signingTime, timeZone: 'Europe/Stockholm',
    level: seal.timestamps === undefined ? 'B-B' : 'B-T', ...(seal.timestamps === undefined ? {} : { timestamps: seal.timestamps }),
  });
  return Buffer.concat([report, update]);
}

/** A seal for reports is for reports: it must not end up in somebody's minutes, nor beside other signatures. */
function requireUnsealedReport(report: Uint8Array): void {
  const fields = fieldsOf(report);
  const [field] = fields ?? [];
  if (field === undefined || fields?.length !== 1 || field.name !== reportSealField || field.value !== undefined) {
    throw new ReportSealError('not-an-unsealed-report', 'what is to be sealed is not an unsealed report');
  }
}

function fieldsOf(report: Uint8Array): ReturnType<typeof signatureFields> | undefined {
  try {
    return signatureFields(openPdf(report).current);
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}
