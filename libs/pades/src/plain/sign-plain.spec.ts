import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { asArray, asInteger, asName, asString, openPdf, signatureFields } from '#pdf/read';
import { attributesOf, isSigningCertificate, Oid, parseSignedData, splitPadding, toPem, verifySignerInfo } from '#pki/parse';
import { issueTestCertificate, newTestKey } from '#testing';
import { lintSignature, signPlain, type PlainRequest } from '#pades';
import { createTestSigner, onePagePdf } from '../testing/test-signer.js';

/** The one that @signpdf/signer-p12 itself uses; it writes the test's PKCS #12 file. */
const forge = createRequire(require.resolve('@signpdf/signer-p12'))('node-forge') as {
  pki: { privateKeyFromPem(pem: string): unknown; certificateFromPem(pem: string): unknown };
  pkcs12: { toPkcs12Asn1(key: unknown, certificates: unknown[], passphrase: string, options: object): unknown };
  asn1: { toDer(value: unknown): { getBytes(): string } };
};

const now = new Date('2026-05-04T12:00:00Z');
let p12: Buffer;

beforeAll(async () => {
  const key = newTestKey('rsa');
  const own = await issueTestCertificate({ subject: 'Nämnden, plain', key, notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01'), keyUsage: ['digitalSignature'] });
  const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const asn1 = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pem), [forge.pki.certificateFromPem(toPem(own.der))], 'lösen', { algorithm: '3des' });
  p12 = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
});

const plain = (pdf: Uint8Array, changes: Partial<PlainRequest> = {}): Promise<Uint8Array> => signPlain({ pdf, p12, passphrase: 'lösen', signingTime: now, timeZone: 'Europe/Stockholm', ...changes });

/** Whether the newest plain signature of the file holds: digest, attributes, signature value. */
function check(bytes: Uint8Array, fieldName: string): { intact: boolean; attributes: Record<string, number>; coversAll: boolean; subFilter: string | undefined } {
  const view = openPdf(bytes).current;
  const value = signatureFields(view).find(({ name }) => name === fieldName)?.value;
  const contents = value === undefined ? undefined : asString(value.get('Contents'));
  if (value === undefined || contents === undefined) throw new Error('not signed');
  const [, before = 0, after = 0, rest = 0] = (asArray(value.get('ByteRange'))?.items ?? []).map((item) => asInteger(item) ?? 0);
  const message = parseSignedData(splitPadding(contents.bytes).message);
  const [info] = message.signerInfos;
  const certificate = message.certificates.find((one) => info !== undefined && isSigningCertificate(info, one)) ?? message.certificates[0];
  if (info === undefined || certificate === undefined) throw new Error('no signer');
  const digest = createHash('sha256').update(bytes.subarray(0, before)).update(bytes.subarray(after, after + rest)).digest();
  const { digestMatches, signatureValid } = verifySignerInfo(info, certificate, { digest });
  const count = (oid: string): number => attributesOf(info.signedAttributes, oid).length;
  return {
    intact: digestMatches && signatureValid,
    attributes: { signingTime: count('1.2.840.113549.1.9.5'), signingCertificate: count(Oid.signingCertificateV2) + count(Oid.signingCertificate), timeStamp: attributesOf(info.unsignedAttributes, Oid.signatureTimeStampToken).length },
    coversAll: after + rest === bytes.length,
    subFilter: asName(value.get('SubFilter')),
  };
}

test('a plain PDF gets an invisible field, signed; the input is an exact prefix, and what the format lacks is lacking', async () => {
  const pdf = await onePagePdf();
  const signed = await plain(pdf, { signerName: 'Nämnden' });
  expect(Buffer.from(signed.subarray(0, pdf.length)).equals(Buffer.from(pdf))).toBe(true);
  expect(check(signed, 'Signature1')).toEqual({ intact: true, attributes: { signingTime: 1, signingCertificate: 0, timeStamp: 0 }, coversAll: true, subFilter: 'adbe.pkcs7.detached' });
  // BB-12: without signing-certificate nothing says which of the certificates inside is meant.
  expect(new Set(lintSignature(signed).map(({ id }) => id))).toEqual(new Set(['BB-03', 'BB-12', 'BB-15', 'BB-16']));
});

test('a second one fills a prepared field, and the first stays whole', async () => {
  const first = await plain(await onePagePdf());
  const second = await plain(first);
  expect([check(second, 'Signature1').intact, check(second, 'Signature2')]).toEqual([true, expect.objectContaining({ intact: true, coversAll: true })]);
  await expect(plain(second, { fieldName: 'Signature2' })).rejects.toMatchObject({ code: 'field-already-signed' });
  await expect(plain(second, { fieldName: 'Nobody' })).rejects.toMatchObject({ code: 'field-not-found' });
});

test('one changed byte is one broken signature', async () => {
  const signed = Buffer.from(await plain(await onePagePdf()));
  signed.write('Q', signed.indexOf('Helvetica', 0, 'latin1'), 'latin1');
  expect(check(signed, 'Signature1').intact).toBe(false);
});

test('what others signed before is respected', async () => {
  const signer = await createTestSigner();
  const certified = await signer.append(await onePagePdf(), 'Seal', 'Ulla Berg', { certify: true, addFieldIfMissing: true });
  await expect(plain(certified)).rejects.toMatchObject({ code: 'permission-denied' });
});

test('a wrong passphrase and a file that is no PKCS #12 are one error with a code, and no half-signed file', async () => {
  const pdf = await onePagePdf();
  for (const changes of [{ passphrase: 'fel' }, { p12: Buffer.from('hej') }]) await expect(plain(pdf, changes)).rejects.toMatchObject({ code: 'plain-signing-failed' });
});
