import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Answer {
  heading: string;
  mark: string;
  text: string;
}
interface Report {
  document: { status: string; complete: string };
  signatures: { fieldName: string | null; kind: string; indication: string; level: string | null; signatory: { name: string | null } | null; bestSignatureTime: string | null; changesAfter: string }[];
  texts: { sv: { headline: string }; en: { headline: string; answers: Record<string, Answer> } };
}

/** Asks the public validation endpoint, as any recipient may, and prints the verdict. Throws when it is not "valid". */
export async function validateAndPrint(url: string, file: string, say: (line: string) => void): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([readFileSync(file)], { type: 'application/pdf' }), path.basename(file));
  const response = await fetch(`${url}/api/v1/validations`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`the validation endpoint answered ${response.status}: ${await response.text()}`);
  const report = (await response.json()) as Report;
  say(`${report.texts.en.headline} / ${report.texts.sv.headline}`);
  for (const { heading, text } of Object.values(report.texts.en.answers)) say(`  ${heading.padEnd(20)} ${text}`);
  const rows = report.signatures.map((one) => [one.fieldName ?? '', one.kind, one.signatory?.name ?? '', one.indication, one.level ?? '', one.changesAfter, one.bestSignatureTime ?? '']);
  const table = [['field', 'kind', 'by', 'indication', 'level', 'changes after', 'proven by'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
  for (const row of table) say(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
  if (report.document.status !== 'valid' || report.document.complete !== 'yes') throw new Error(`our own validator says ${report.document.status}, complete: ${report.document.complete}`);
}
