import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { etsiReport } from '#validation';
import { pdfReport, sealReport, type ReportSeal, type ValidationAnswer } from '#validator';
import { openIdentity } from '../../signing/identity.js';
import type { SealFile, ValidateOptions } from './options.js';

export interface Judged {
  readonly file: string;
  readonly answer: ValidationAnswer;
}

/** The reports that were asked for, beside what is printed. Of several files they go into a folder. */
export async function writeReports(judged: readonly Judged[], { reportPdf, reportXml, seal, language, at }: ValidateOptions): Promise<void> {
  if (reportXml !== undefined) await writeAll(judged, reportXml, 'xml', async ({ file, answer }) => etsiReport(answer, path.basename(file)));
  if (reportPdf === undefined) return;
  const opened = seal === undefined ? undefined : await openSeal(seal);
  await writeAll(judged, reportPdf, 'pdf', async ({ file, answer }) => {
    const report = await pdfReport(answer, path.basename(file), language);
    return opened === undefined ? report : sealReport(report, opened, at, language);
  });
}

async function writeAll(judged: readonly Judged[], target: string, ending: 'pdf' | 'xml', make: (one: Judged) => Promise<string | Uint8Array>): Promise<void> {
  const [only] = judged;
  if (only !== undefined && judged.length === 1) {
    await writeFile(target, await make(only));
    return;
  }
  await mkdir(target, { recursive: true });
  for (const [index, one] of judged.entries()) {
    // Files of the same name in two folders must not overwrite each other's report.
    await writeFile(path.join(target, `${index + 1}-${path.basename(one.file).replace(/\.pdf$/iu, '')}.validation.${ending}`), await make(one));
  }
}

async function openSeal({ p12, passphrase, passphraseFile }: SealFile): Promise<ReportSeal> {
  const { identity, signerName } = await openIdentity({ p12, passphrase, 'passphrase-file': passphraseFile, country: 'SE', 'level-of-assurance': 'low', 'identity-provider': '' }, undefined);
  return { identity, name: signerName };
}
