import { describeReport } from './report/describe-report.js';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import { hourAfter, signedCase, type SignedCase } from './testing/signed-case.js';
import { validate } from './validate.js';

let our: SignedCase;

beforeAll(async () => {
  our = await signedCase();
}, 60_000);

test('our completed file is valid, complete and B-LTA, and every answer is yes', () => {
  const report = our.validate(our.completed);
  expect(report.document.reasons).toEqual([]);
  expect(report.document).toMatchObject({ status: 'valid', complete: 'yes', pageCount: 3 });
  expect(report.signatures.map(({ kind, level, indication, integrity, changesAfter }) => [kind, level, indication, integrity, changesAfter])).toEqual([
    ['signature', 'PAdES_BASELINE_LTA', 'TOTAL_PASSED', 'intact', 'permitted'],
    ['signature', 'PAdES_BASELINE_LTA', 'TOTAL_PASSED', 'intact', 'permitted'],
    ['signature', 'PAdES_BASELINE_LTA', 'TOTAL_PASSED', 'intact', 'permitted'],
    ['documentTimestamp', null, 'TOTAL_PASSED', 'intact', 'none'],
  ]);
  expect(Object.values(describeReport(report, 'sv').answers).map(({ mark }) => mark)).toEqual(['yes', 'yes', 'yes', 'yes', 'yes', 'yes']);
});

test('who signed comes with the role of the manifest, and the original is found in the file', () => {
  const report = our.validate(our.completed);
  expect(report.signatures.slice(0, 3).map(({ signatory }) => [signatory?.name, signatory?.role])).toEqual([['Bo Lind', 'secretary'], ['Anna Ek', 'chair'], ['Karin Ås', 'adjuster']]);
  expect(report.document.manifest).toMatchObject({ required: 3, signed: 3, originalFound: true, bodyName: 'Kommunstyrelsen i Ängaryd' });
});

test('without anchors nobody is confirmed, and that is not a no', () => {
  const report = validate(our.completed, { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] }, defaultPolicy, hourAfter(our.pki.now));
  expect(report.document).toMatchObject({ status: 'indeterminate', complete: 'unknown' });
  expect(report.document.reasons).toContain('no-trust-anchors');
  expect(report.signatures.every(({ integrity, indication }) => integrity === 'intact' && indication !== 'TOTAL_PASSED')).toBe(true);
});

test.each([0, 1])('a file cut back to signature %i is incomplete, never valid', (index) => {
  const head = our.heads[index] ?? Buffer.alloc(0);
  const report = our.validate(head);
  expect(report.document).toMatchObject({ status: 'indeterminate', complete: 'no' });
  expect(report.document.reasons).toContain('incomplete');
});

test('the prepared file is unsigned and says that it waits for signatures', () => {
  const report = our.validate(our.prepared);
  expect(report.document).toMatchObject({ status: 'unsigned', complete: 'no' });
  expect(report.document.reasons).toContain('not-yet-signed');
});

test('one signatory in the slot of another is found by name', async () => {
  const wrong = await our.sign(our.prepared, our.fields[0]?.name ?? '', 'Anna Ek');
  const report = our.validate(wrong);
  expect(report.document.status).toBe('not-valid');
  expect(report.document.reasons).toContain('signatory-mismatch');
  expect(report.document.manifest?.steps[0]?.tasks[0]).toMatchObject({ state: 'mismatch', signedBy: 'Anna Ek' });
});
