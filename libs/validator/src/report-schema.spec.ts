import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { defaultPolicy, reportNotRead, reportUnfinished, validate } from '#validation';

const root = path.resolve(__dirname, '../../..');
const published = readFileSync(path.join(root, 'docs/validation-report.schema.json'), 'utf8');
const isReport = new Ajv2020({ allErrors: true }).compile(JSON.parse(published) as object);
const at = new Date('2026-05-04T12:00:00Z');
const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };

function faults(report: object): unknown[] {
  isReport(JSON.parse(JSON.stringify({ file: 'x.pdf', ...report })));
  return isReport.errors ?? [];
}

test('the published schema is the one that the types give: else run "node scripts/report-schema.mjs"', () => {
  const script = `import(${JSON.stringify(path.join(root, 'scripts/report-schema.mjs'))}).then(({ text }) => process.stdout.write(text()))`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })).toBe(published);
}, 60_000);

test.each<[string, object]>([
  ['a file that is not there', reportNotRead('file-not-found', { policy: defaultPolicy, validationTime: at })],
  ['a validation that was ended', reportUnfinished({ bytes: Buffer.from('x'), policy: defaultPolicy, validationTime: at })],
  ['something that is no PDF', validate(Buffer.from('hello'), nobody, defaultPolicy, at)],
])('the report on %s is what the schema says', (_, report) => {
  expect(faults(report)).toEqual([]);
});

test('the schema refuses what is no report', () => {
  const report = validate(Buffer.from('hello'), nobody, defaultPolicy, at);
  expect(faults({ ...report, document: { ...report.document, status: 'fine' } })).not.toEqual([]);
  expect(faults({ ...report, surprise: 1 })).not.toEqual([]);
});
