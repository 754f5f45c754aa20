import { PDFString } from 'pdf-lib';
import { openPdf, signatureFields } from '#pdf/read';
import { inspectForSigning, lintPermissions, lintSignature, prepareMinutes, readCaseManifest } from '#pades';
import { createTestSigner, onePagePdf, prepareRequest, type TestSigner } from '../testing/test-signer.js';

let signer: TestSigner;
let signedOnce: Buffer;

beforeAll(async () => {
  signer = await createTestSigner();
  // Somebody else's file: an invisible field, signed, without anything of ours.
  const foreign = await onePagePdf((document) => addField(document, 'Approved'));
  signedOnce = await signer.append(foreign, 'Approved', 'Ulla Berg');
});

function addField(document: Parameters<NonNullable<Parameters<typeof onePagePdf>[0]>>[0], fieldName: string, more: Record<string, unknown> = {}): void {
  const form = document.getForm().acroForm;
  const field = document.context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of(fieldName), F: 132, Rect: [0, 0, 0, 0], ...more });
  form.addField(document.context.register(field));
}


const names = (bytes: Uint8Array): string[] => signatureFields(openPdf(bytes).current).map(({ name }) => name);

test('a file that is signed and not certified is not touched by prepare; each field comes with its signature', async () => {
  const prepared = await prepareMinutes(prepareRequest(signedOnce));
  expect(prepared.fields.map(({ name, page, signatoryName }) => [name, page, signatoryName])).toEqual([['Signature1', null, 'Bo Lind'], ['Signature2', null, 'Anna Ek'], ['Signature3', null, 'Per Öst']]);
  expect(prepared).toMatchObject({ signaturePages: 0, pageCount: 1, manifest: undefined });
  expect(prepared.update).toHaveLength(0);
  expect(prepared.preparedSha256).toBe(prepared.originalSha256);
  let head: Buffer = signedOnce;
  expect(readCaseManifest(head)).toBeUndefined();
  await expect(signer.append(head, 'Signature1', 'Bo Lind')).rejects.toMatchObject({ code: 'field-not-found' });
  for (const { name, signatoryName } of prepared.fields) {
    head = await signer.append(head, name, signatoryName, { addFieldIfMissing: true });
    expect(names(head).at(-1)).toBe(name);
  }
  expect(head.subarray(0, signedOnce.length).equals(signedOnce)).toBe(true);
  expect(lintSignature(head)).toEqual([]);
  expect(openPdf(head).current.pages()).toHaveLength(1);
});

test('empty fields come first, new names after them', async () => {
  const foreign = await onePagePdf((document) => ['a', 'b', 'c', 'd'].forEach((one) => addField(document, one)));
  const signed = await signer.append(foreign, 'b', 'Ulla Berg');
  const prepared = await prepareMinutes(prepareRequest(signed));
  expect(prepared.fields.map(({ name }) => name)).toEqual(['a', 'c', 'd']);
  const four = await prepareMinutes(prepareRequest(signed, { steps: [{ signatories: ['Bo Lind', 'Anna Ek', 'Per Öst', 'Ulla Å'].map((name) => ({ name, role: 'adjuster' as const })) }] }));
  expect(four.fields.map(({ name }) => name)).toEqual(['a', 'c', 'd', 'Signature1']);
});

test('a certified file is filled where it has fields, and refused where it has too few', async () => {
  const foreign = await onePagePdf((document) => ['a', 'b', 'c', 'd'].forEach((one) => addField(document, one)));
  const certified = await signer.append(foreign, 'a', 'Ulla Berg', { certify: true });
  const prepared = await prepareMinutes(prepareRequest(certified));
  let head: Buffer = certified;
  for (const { name, signatoryName } of prepared.fields) head = await signer.append(head, name, signatoryName);
  expect(lintPermissions(head)).toEqual([]);
  const two = await onePagePdf((document) => ['a', 'b'].forEach((one) => addField(document, one)));
  const short = await signer.append(two, 'a', 'Ulla Berg', { certify: true });
  await expect(prepareMinutes(prepareRequest(short))).rejects.toMatchObject({ code: 'input-refused', details: { refusal: 'certified-no-field', fields: 1, signatories: 3 } });
});

test('a locked name is neither filled nor given to a new field', async () => {
  const foreign = await onePagePdf((document) => {
    const lock = document.context.register(document.context.obj({ Type: 'SigFieldLock', Action: 'Include', Fields: [PDFString.of('b'), PDFString.of('Signature1')] }));
    addField(document, 'a', { Lock: lock });
    addField(document, 'b');
  });
  const signed = await signer.append(foreign, 'a', 'Ulla Berg');
  // Their choice, not ours: we would not lock a field that is still to be signed.
  expect(lintPermissions(signed)).toEqual([expect.objectContaining({ id: 'MDP-03', message: expect.stringContaining('still to be signed') })]);
  const prepared = await prepareMinutes(prepareRequest(signed));
  expect(prepared.fields.map(({ name }) => name)).toEqual(['Signature2', 'Signature3', 'Signature4']);
  await expect(signer.append(signed, 'b', 'Bo Lind')).rejects.toMatchObject({ code: 'field-locked' });
  await expect(signer.append(signed, 'Signature1', 'Bo Lind', { addFieldIfMissing: true })).rejects.toMatchObject({ code: 'field-locked' });
});

test('a file that forbids everything is signed by nobody', async () => {
  const foreign = await onePagePdf((document) => ['a', 'b'].forEach((one) => addField(document, one)));
  const certified = await signer.append(foreign, 'a', 'Ulla Berg', { certify: true });
  const closed = Buffer.from(certified.toString('latin1').replace('/V /1.2 /P 2', '/V /1.2 /P 1'), 'latin1');
  expect(inspectForSigning(closed).refusals.map(({ code }) => code)).toEqual(['certified-no-changes']);
  await expect(signer.append(certified, 'new', 'Bo Lind', { addFieldIfMissing: true })).rejects.toMatchObject({ code: 'permission-denied', details: { id: 'MDP-05' } });
  await expect(signer.append(closed, 'b', 'Bo Lind')).rejects.toMatchObject({ code: 'permission-denied', details: { id: 'MDP-04' } });
});

test('nobody certifies what is signed already', async () => {
  await expect(prepareMinutes(prepareRequest(signedOnce, { withSealField: true }))).rejects.toMatchObject({ code: 'permission-denied' });
  await expect(signer.append(signedOnce, 'New', 'Bo Lind', { certify: true, addFieldIfMissing: true })).rejects.toMatchObject({ code: 'permission-denied', details: { id: 'MDP-01' } });
  const more = await onePagePdf((document) => ['a', 'b'].forEach((one) => addField(document, one)));
  const signed = await signer.append(more, 'a', 'Ulla Berg');
  await expect(signer.append(signed, 'b', 'Bo Lind', { certify: true })).rejects.toMatchObject({ code: 'permission-denied', details: { id: 'MDP-01' } });
});

test('the lint sees a certification that is not the first, one that the catalog does not name, and a lock that was not copied', async () => {
  const foreign = await onePagePdf((document) => ['a', 'b'].forEach((one) => addField(document, one)));
  const certified = await signer.append(foreign, 'a', 'Ulla Berg', { certify: true });
  const as = (from: string, to: string): Buffer => Buffer.from(certified.toString('latin1').replace(from, to), 'latin1');
  expect(lintPermissions(as('/Perms', '/Perns')).map(({ id }) => id)).toEqual(['MDP-01']);
  expect(lintPermissions(as('/V /1.2', '/V /1.3')).map(({ id }) => id)).toEqual(['MDP-01']);
  expect(lintPermissions(as('/TransformMethod /DocMDP', '/TransformMethod /DocMDX')).map(({ id }) => id)).toEqual(['MDP-02']);
  const locked = await onePagePdf((document) => addField(document, 'a', { Lock: document.context.obj({ Type: 'SigFieldLock', Action: 'All' }) }));
  const signed = (await signer.append(locked, 'a', 'Ulla Berg')).toString('latin1');
  expect(lintPermissions(Buffer.from(signed.replace('/TransformMethod /FieldMDP', '/TransformMethod /FieldMDX'), 'latin1')).map(({ id }) => id)).toEqual(['MDP-03']);
});
