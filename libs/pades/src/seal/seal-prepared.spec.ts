import { PDFName } from 'pdf-lib';
import { asDictionary, asName, openPdf, signatureFields } from '#pdf/read';
import { completeDocument, lintArchive, lintPermissions, lintSignature, prepareMinutes, sealPrepared, type SigningIdentity } from '#pades';
import { createTestSigner, onePagePdf, prepareRequest, type TestSigner } from '../testing/test-signer.js';

let signer: TestSigner;
let identity: SigningIdentity;

beforeAll(async () => {
  signer = await createTestSigner();
  const { der, chain, signer: key } = await signer.pki.issue({ subject: [{ oid: '2.5.4.10', value: 'Ängaryds kommun' }, { oid: '2.5.4.97', value: 'NTRSE-2120000001' }, { oid: '2.5.4.3', value: 'Ängaryds kommun' }], keyUsage: ['digitalSignature', 'contentCommitment'] });
  identity = { certificate: der, chain, signer: key };
});

const seal = (prepared: Uint8Array, fieldName: string) =>
  sealPrepared({ prepared, fieldName, sealedBy: 'Ängaryds kommun', language: 'sv', identity, signingTime: signer.pki.now, timeZone: 'Europe/Stockholm', timestamps: signer.timestamps });

async function sealed(original: Uint8Array): Promise<{ head: Buffer; fields: readonly { name: string; signatoryName: string }[] }> {
  const prepared = await prepareMinutes(prepareRequest(original, { withSealField: true }));
  if (prepared.sealField === undefined) throw new Error('no field for the seal');
  const before = Buffer.concat([original, prepared.update]);
  const { update } = await seal(before, prepared.sealField);
  return { head: Buffer.concat([before, update]), fields: prepared.fields };
}

test('the seal is signature 1, invisible, certifies for signing only, and three signatories and an archive time-stamp follow it', async () => {
  const { head: start, fields } = await sealed(await onePagePdf());
  let head = start;
  for (const { name, signatoryName } of fields) head = await signer.append(head, name, signatoryName);
  const { updates } = await completeDocument({ head, evidence: signer.evidence, timestamps: signer.timestamps, anchors: [signer.pki.root.der], now: signer.pki.now });
  const whole = Buffer.concat([head, ...updates.map(({ update }) => update)]);
  expect(lintSignature(whole)).toEqual([]);
  expect(lintPermissions(whole)).toEqual([]);
  expect(lintArchive(whole)).toEqual([]);
  const field = signatureFields(openPdf(whole).current).find(({ name }) => name === 'Seal');
  expect(field?.widgetRect).toEqual({ left: 0, bottom: 0, right: 0, top: 0 });
  expect(field?.page).toBeUndefined();
  // Table 256: /DigestMethod only from PDF 2.0 on.
  expect(whole.toString('latin1')).not.toContain('/DigestMethod');
});

test('what is filled in is frozen by the seal, and no signature field is', async () => {
  const { head, fields } = await sealed(await onePagePdf((document) => document.getForm().createTextField('diarienummer').addToPage(document.getPage(0))));
  expect(lintPermissions(head)).toEqual([]);
  const text = head.toString('latin1');
  expect(text).toMatch(/\/TransformMethod \/FieldMDP \/TransformParams << \/Type \/TransformParams \/V \/1\.2 \/Action \/Include \/Fields \[\(diarienummer\) \(Seal\)\] >>/);
  expect(fields.every(({ name }) => !text.includes(`\\(${name}\\) \\(Seal`))).toBe(true);
  expect((await signer.append(head, fields[0]?.name ?? '', 'Bo Lind')).length).toBeGreaterThan(head.length);
});

test('a file of PDF 2.0 names the digest method, and other rights in the catalog stay', async () => {
  const two = Buffer.from(Buffer.from(await onePagePdf((document) => document.catalog.set(PDFName.of('Perms'), document.context.obj({})))).toString('latin1').replace('%PDF-1.7', '%PDF-2.0'), 'latin1');
  const { head } = await sealed(two);
  const { current } = openPdf(head);
  const permissions = asDictionary(current.get(current.catalog, 'Perms'));
  const value = permissions === undefined ? undefined : asDictionary(current.get(permissions, 'DocMDP'));
  expect(value === undefined ? undefined : asName(current.get(value, 'SubFilter'))).toBe('ETSI.CAdES.detached');
  expect(head.toString('latin1')).toContain('/DigestMethod /SHA256');
  expect(lintPermissions(head)).toEqual([]);
});

test('in a tagged file the form stands before the structure tree, and the certification says what it is about: so DSS can name what comes after it (ADR 79)', async () => {
  const tagged = await onePagePdf((document) => {
    const root = document.context.register(document.context.obj({ Type: 'StructTreeRoot', K: [] }));
    document.catalog.set(PDFName.of('StructTreeRoot'), root);
    document.catalog.set(PDFName.of('MarkInfo'), document.context.obj({ Marked: true }));
  });
  const { head } = await sealed(tagged);
  const { current } = openPdf(head);
  const keys = [...current.catalog.entries.keys()];
  expect(keys.indexOf('AcroForm')).toBeLessThan(keys.indexOf('StructTreeRoot'));
  expect(new Set(keys).size).toBe(keys.length);
  expect(head.toString('latin1')).toMatch(new RegExp(`/TransformMethod /DocMDP /TransformParams << /Type /TransformParams /V /1\\.2 /P 2 >> /Data ${String(current.catalogReference.objectNumber)} 0 R`, 'u'));
  expect(lintPermissions(head)).toEqual([]);
});

test('a seal comes first or not at all', async () => {
  const prepared = await prepareMinutes(prepareRequest(await onePagePdf(), { withSealField: true }));
  const before = Buffer.concat([await onePagePdf(), prepared.update]);
  const signed = await signer.append(before, 'Signature1', 'Bo Lind');
  await expect(seal(signed, 'Seal')).rejects.toMatchObject({ code: 'permission-denied' });
});
