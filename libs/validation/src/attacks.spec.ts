import { openPdf } from '#pdf/read';
import { beginUpdate, array, dict, name } from '#pdf/write';
import { createTestPki, type TestPki } from '#testing';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import type { ValidationReport } from './report/validation-report.js';
import { signSmall, stampSmall, storeSmall } from './testing/sign-small.js';
import { hourAfter, signedCase, trustOf, type SignedCase } from './testing/signed-case.js';
import { appendByHand, smallDocument } from './testing/small-document.js';
import { validate } from './validate.js';

let our: SignedCase;
let pki: TestPki;
let small: Buffer;
let crl: Uint8Array;

beforeAll(async () => {
  our = await signedCase();
  pki = await createTestPki();
  crl = await pki.crl(pki.root);
  small = await signSmall(smallDocument({ signatureFields: [{ name: 'Signature1', rect: [10, 10, 100, 40] }] }), { pki, signer: await pki.oneTime(), fieldName: 'Signature1', appearance: true });
}, 60_000);

const judge = (bytes: Uint8Array): ValidationReport => validate(bytes, trustOf(pki, { crls: [crl] }), defaultPolicy, hourAfter(pki.now, 0.5));
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
/** Same length, so that offsets stay: only what is named changes. */
const swap = (bytes: Uint8Array, from: string, to: string): Buffer => {
  const text = latin(bytes);
  expect(text).toContain(from);
  return bytesOf(text.replace(from, to.padEnd(from.length)));
};

test('the honest small file is valid: what the attacks below start from', () => {
  const report = judge(small);
  expect(report.document).toMatchObject({ status: 'valid', complete: 'unknown' });
  expect(report.signatures[0]).toMatchObject({ coversWholeDocument: true, changesAfter: 'none', level: 'PAdES_BASELINE_B' });
});

describe('universal signature forgery: a signature that says nothing is a signature that failed', () => {
  const contents = (text: string) => /\/Contents <[0-9a-fA-F]+>/.exec(text)?.[0] ?? '';
  const range = (text: string) => /\/ByteRange \[[^\]]*\]/.exec(text)?.[0] ?? '';

  test.each<[string, (text: string) => [string, string]]>([
    ['contents-empty', (text) => [contents(text), '/Contents <>']],
    ['contents-zeros', (text) => [contents(text), `/Contents <${'0'.repeat(contents(text).length - 12)}>`]],
    ['contents-null', (text) => [contents(text), '/Contents null']],
    ['contents-missing', (text) => [contents(text), '']],
    ['contents-literal-string', (text) => [contents(text), '/Contents (abc)']],
    ['contents-with-white-space', (text) => [contents(text), contents(text).replace('<3', '< 3').slice(0, -2).concat('>')]],
    ['contents-not-der', (text) => [contents(text), contents(text).replace('<30', '<31')]],
    ['byte-range-missing', (text) => [range(text), '']],
    ['byte-range-null', (text) => [range(text), '/ByteRange null']],
    ['byte-range-empty', (text) => [range(text), '/ByteRange []']],
    ['byte-range-one-pair', (text) => [range(text), '/ByteRange [0 500]']],
    ['byte-range-zeros', (text) => [range(text), '/ByteRange [0 0 0 0]']],
    ['byte-range-negative', (text) => [range(text), '/ByteRange [0 -1 -1 -1]']],
    ['byte-range-not-from-zero', (text) => [range(text), range(text).replace('[0', '[1')]],
    ['byte-range-beyond-the-file', (text) => [range(text), '/ByteRange [0 10 20 99999999]']],
    ['byte-range-short-of-the-revision', (text) => [range(text), range(text).replace(/(\d+)\s*\]/, (_, tail: string) => `${String(Number(tail) - 20).padStart(tail.length)}]`)]],
    ['sub-filter-missing', () => ['/SubFilter /ETSI.CAdES.detached', '']],
    ['sub-filter-unknown', () => ['/SubFilter /ETSI.CAdES.detached', '/SubFilter /Acme.any']],
  ])('%s', (_, change) => {
    const [from, to] = change(latin(small));
    const report = judge(swap(small, from, to));
    expect(report.document.status).not.toBe('valid');
    expect(report.signatures).toHaveLength(1);
    expect(report.signatures[0]).toMatchObject({ integrity: 'broken' });
    expect(report.signatures[0]?.indication).not.toBe('TOTAL_PASSED');
  });
});

describe('changes to what was signed and behind it', () => {
  test('one-byte-flipped', () => {
    const flipped = swap(small, 'decides to approve', 'decides to appr0ve');
    expect(judge(flipped).document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['content-changed']) as unknown });
    expect(judge(flipped).signatures[0]).toMatchObject({ integrity: 'broken', subIndication: 'HASH_FAILURE' });
  });

  test.each<[string, string]>([
    ['objects-behind-the-end', '99 0 obj\n<< /Type /Catalog >>\nendobj\n'],
    ['second-end-marker', 'startxref\n0\n%%EOF\n'],
    ['end-marker-alone', '%%EOF\n'],
    ['comment-with-an-object', '% 99 0 obj << >> endobj\n'],
    ['binary-behind-the-end', '%\u0001\u0002\n'],
  ])('%s', (_, tail) => {
    expect(judge(Buffer.concat([small, bytesOf(tail)])).document.status).toBe('not-valid');
  });

  test('a plain comment behind the end is told and harmless, white space is nothing', () => {
    expect(judge(Buffer.concat([small, bytesOf('% kept by the archive\n')])).signatures[0]).toMatchObject({ changesAfter: 'permitted', coversWholeDocument: false });
    expect(judge(Buffer.concat([small, bytesOf('\n  \n')])).document.status).toBe('valid');
  });

  test('data-between-the-objects-of-an-update', () => {
    const updated = latin(storeSmall(small, { crls: [crl] }));
    const at = updated.lastIndexOf('xref\n', updated.lastIndexOf('startxref') - 1);
    const hidden = '99 0 obj << /Hidden true >> endobj\n';
    const moved = updated.slice(0, at) + hidden + updated.slice(at).replace(/startxref\s+(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + hidden.length}`);
    const report = judge(bytesOf(moved));
    expect(report.document.status).toBe('not-valid');
    expect(report.signatures[0]?.changesAfter).toBe('forbidden');
  });

  test('page-content-swapped-after-signing', () => {
    const report = judge(appendByHand(small, { 30: '<< /Length 9 >>\nstream\nBT ET BT \nendstream' }));
    expect(report.document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['changed-after-signing']) as unknown });
    expect(report.signatures[0]).toMatchObject({ integrity: 'intact', changesAfter: 'forbidden', subIndication: 'FORMAT_FAILURE' });
    expect(report.document.changes).toEqual([expect.objectContaining({ rule: 'object-changed', objectNumber: 30, page: 1 })]);
  });

  test('content-swapped-inside-the-revision-of-a-later-valid-signature', async () => {
    const update = beginUpdate(openPdf(small));
    update.putStream({ kind: 'reference', objectNumber: 30, generation: 0 }, {}, Buffer.from('BT ET'));
    const swapped = Buffer.concat([small, update.finish().update]);
    const signed = await signSmall(swapped, { pki, signer: await pki.oneTime(), fieldName: 'Signature2' });
    const report = judge(signed);
    expect(report.signatures.map(({ changesAfter, indication }) => [changesAfter, indication])).toEqual([['forbidden', 'TOTAL_FAILED'], ['none', 'TOTAL_PASSED']]);
    expect(report.document.status).toBe('not-valid');
  });

  test('signature-dictionary-rewritten', () => {
    const number = Number(/\/V (\d+) 0 R/.exec(latin(small))?.[1]);
    const dictionary = new RegExp(`\n${number} 0 obj\\s*(<<[^]*?>>)\\s*endobj`).exec(latin(small))?.[1] ?? '';
    const rewritten = appendByHand(small, { [number]: dictionary.replace('/Filter', '/Reason (other) /Filter') });
    const report = judge(rewritten);
    expect(report.document.status).toBe('not-valid');
    expect(report.document.reasons).toContain('signature-dictionary-redefined');
  });

  test('signature-field-removed-by-an-update', () => {
    const report = judge(appendByHand(small, { 5: '<< /Fields [] /SigFlags 3 >>', 10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R /Resources << /Font << /F1 3 0 R >> >> >>' }));
    expect(report.document.status).toBe('not-valid');
    expect(report.document.reasons).toContain('signature-field-removed');
    expect(report.signatures).toHaveLength(1);
  });

  test('one-signature-in-two-fields', () => {
    const value = /\/V (\d+) 0 R/.exec(latin(small))?.[1] ?? '';
    const report = judge(appendByHand(small, { 5: '<< /Fields [50 0 R 90 0 R] /SigFlags 3 >>', 90: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Again) /Rect [0 0 0 0] /V ${value} 0 R >>` }));
    expect(report.document.status).toBe('not-valid');
    expect(report.document.reasons).toContain('signature-shared-by-fields');
  });
});

describe('a later signature by anybody', () => {
  test('a visible box after an approval signature leaves the document open, and the policy may forbid it', async () => {
    const twice = await signSmall(small, { pki, signer: await pki.oneTime(), fieldName: 'Signature2', rect: [72, 690, 400, 720], appearance: true });
    const report = judge(twice);
    expect(report.document.status).toBe('indeterminate');
    expect(report.document.reasons).toContain('visible-field-added-after-signing');
    const strict = validate(twice, trustOf(pki, { crls: [crl] }), { ...defaultPolicy, visibleSignatureFields: 'forbidden' }, hourAfter(pki.now, 0.5));
    expect(strict.document.status).toBe('not-valid');
  });

  test('an invisible second signature is welcome', async () => {
    const twice = await signSmall(small, { pki, signer: await pki.oneTime(), fieldName: 'Signature2' });
    expect(judge(twice).document.status).toBe('valid');
  });

  test('sneaky-signature-after-a-certification', async () => {
    const certified = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Certified', docMdp: 2 });
    expect(judge(certified).document.status).toBe('valid');
    const sneaky = await signSmall(certified, { pki, signer: await pki.oneTime(), fieldName: 'Sneaky', rect: [72, 690, 400, 720], appearance: true });
    expect(judge(sneaky).document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['permissions-breached']) as unknown });
  });

  test('any signature after "no changes allowed"', async () => {
    const certified = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Certified', docMdp: 1 });
    const second = await signSmall(certified, { pki, signer: await pki.oneTime(), fieldName: 'Second' });
    expect(judge(second).document.status).toBe('not-valid');
    expect(judge(await stampSmall(storeSmall(certified, { crls: [crl] }), pki)).document.status).toBe('valid');
  });
});

describe('our own files', () => {
  const on = (what: (bytes: Buffer) => Buffer) => our.validate(what(our.completed));

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['page-annotation-appended', (bytes) => {
      const document = openPdf(bytes);
      const update = beginUpdate(document);
      const [page] = document.current.pages();
      if (page !== undefined) update.addAnnotations(page.reference, [update.add(dict({ Type: name('Annot'), Subtype: name('Square'), Rect: array([1, 1, 9, 9]) }))]);
      return Buffer.concat([bytes, update.finish().update]);
    }],
    ['manifest-replaced', (bytes) => {
      const update = beginUpdate(openPdf(bytes));
      update.setCatalogEntry('PieceInfo', undefined);
      return Buffer.concat([bytes, update.finish().update]);
    }],
    ['one-byte-flipped-in-the-original', (bytes) => swap(bytes, 'decides to approve', 'decides to reject!')],
  ])('%s', (_, attack) => {
    expect(on(attack).document.status).toBe('not-valid');
  });

  test('a further visible signature field does not belong to a file that lists its fields', async () => {
    const more = await signSmall(our.completed, { pki: our.pki, signer: await our.pki.oneTime(), fieldName: 'Extra', rect: [72, 690, 400, 720] });
    expect(our.validate(more).document.status).toBe('not-valid');
  });
});
