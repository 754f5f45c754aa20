import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parsePem } from '#pki/parse';
import { systemClock } from '#platform';
import { defaultPolicy, describeReport, validate, type SignatureValidationPolicy, type TrustMaterial, type ValidationReport } from '#validation';
import { UsageError } from '../usage.js';

const help = `usage: justera validate FILE|FOLDER… [--trust PEM|DER|FOLDER]… [--at TIME] [--policy FILE] [--language sv|en] [--json]

  --trust     certificates to trust as roots, for signatures and for timestamps; without any, no signature can be confirmed
  --at        the time to validate at (ISO 8601); now when not given
  --policy    a JSON file with members of the validation policy to change
  --json      one JSON object for one file, one array for several

exit code: 0 valid, 1 not valid, 2 indeterminate, 3 unsigned, 4 unreadable; the worst of several files`;

const exitCodes: Readonly<Record<ValidationReport['document']['status'], number>> = { valid: 0, 'not-valid': 1, indeterminate: 2, unsigned: 3, unreadable: 4 };
/** Worst first, for several files. */
const severity = [1, 4, 2, 3, 0];

function filesIn(folder: string, endings: RegExp): string[] {
  return readdirSync(folder)
    .filter((name) => endings.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function readAnchors(paths: readonly string[]): Uint8Array[] {
  return paths.flatMap((given) => {
    const files = statSync(given).isDirectory() ? filesIn(given, /\.(pem|cer|crt|der)$/i) : [given];
    return files.flatMap((file) => {
      const bytes = readFileSync(file);
      const blocks = bytes.includes('-----BEGIN') ? parsePem(bytes.toString('latin1')) : [new Uint8Array(bytes)];
      if (blocks.length === 0) throw new UsageError(`${file}: there is no certificate in it`);
      return blocks;
    });
  });
}

function readPolicy(file: string | undefined): SignatureValidationPolicy {
  if (file === undefined) return defaultPolicy;
  const given: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof given !== 'object' || given === null) throw new UsageError(`${file}: a policy is a JSON object`);
  const unknown = Object.keys(given).filter((key) => !(key in defaultPolicy));
  if (unknown.length > 0) throw new UsageError(`${file}: the policy has no member ${unknown.join(', ')}`);
  return { ...defaultPolicy, ...given };
}

function readTime(text: string | undefined): Date {
  if (text === undefined) return systemClock.now();
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new UsageError(`--at ${text}: not a time; write it as 2026-03-31T14:05:00Z`);
  return time;
}

function print(file: string, report: ValidationReport, language: 'sv' | 'en'): void {
  const texts = describeReport(report, language);
  const lines = Object.values(texts.answers).map((answer) => `  ${answer.heading} ${answer.text}`);
  const advice = texts.advice.items.length > 0 ? [`  ${texts.advice.heading} ${texts.advice.items.join(' ')}`] : [];
  console.log([`${file}: ${texts.headline}`, ...lines, `  ${texts.notChecked.heading} ${texts.notChecked.items.join(' ')}`, ...advice].join('\n'));
}

/** `justera validate`: needs no database and no network. */
export async function validateFiles(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      trust: { type: 'string', multiple: true, default: [] },
      at: { type: 'string' },
      policy: { type: 'string' },
      language: { type: 'string', default: 'en' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError(help);
  const anchors = readAnchors(values.trust);
  const trust: TrustMaterial = { signatureAnchors: anchors, sealAnchors: anchors, timestampAnchors: anchors };
  const policy = readPolicy(values.policy);
  const at = readTime(values.at);
  const files = positionals.flatMap((given) => (statSync(given).isDirectory() ? filesIn(given, /\.pdf$/i) : [given]));
  const reports = files.map((file, index) => {
    if (files.length > 1) console.error(`[${index + 1}/${files.length}] ${file}`);
    const report = validate(readFileSync(file), trust, policy, at);
    if (!values.json) print(file, report, values.language === 'sv' ? 'sv' : 'en');
    return { file, ...report };
  });
  if (values.json) console.log(JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2));
  const codes = reports.map((report) => exitCodes[report.document.status]);
  return severity.find((code) => codes.includes(code)) ?? 0;
}
