import { appendSignature, type SigningIdentity, type TimeStampClient } from '#pades';
import { reportSealField } from './pdf-report.js';

export interface ReportSeal {
  readonly identity: SigningIdentity;
  /** The name in the certificate. */
  readonly name: string;
  /** B-T with one, B-B without. */
  readonly timestamps?: TimeStampClient;
}

/** The report with the body's seal in its field, as an update behind the bytes. */
export async function sealReport(report: Uint8Array, seal: ReportSeal, signingTime: Date, language: 'sv' | 'en'): Promise<Uint8Array> {
  const { update } = await appendSignature({
    head: report, fieldName: reportSealField, signerName: seal.name, roleTitle: '', methodText: '', language, identity: seal.identity, signingTime, timeZone: 'Europe/Stockholm',
    level: seal.timestamps === undefined ? 'B-B' : 'B-T', ...(seal.timestamps === undefined ? {} : { timestamps: seal.timestamps }),
  });
  return Buffer.concat([report, update]);
}
