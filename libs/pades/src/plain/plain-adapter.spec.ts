import { createHash } from 'node:crypto';
import { Signer } from '@signpdf/utils';
import { SignPdf } from '@signpdf/signpdf';
import { attributesOf, isSigningCertificate, Oid, parseSignedData, splitPadding, verifySignerInfo } from '#pki/parse';
import { createTestPki } from '#testing';
import { PadesSigner } from './plain-adapter.js';

/** The smallest text that @signpdf takes for a PDF with a placeholder. */
const withPlaceholder = Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Sig /ByteRange [0 /********** /********** /**********] /Contents <${'0'.repeat(8_000)}> >>\nendobj\n%%EOF\n`, 'latin1');

test('our signer serves @signpdf with a CMS that has signing-certificate-v2 and no signing-time', async () => {
  const pki = await createTestPki();
  const person = await pki.oneTime();
  const signer = new PadesSigner({ certificate: person.der, chain: person.chain, signer: person.signer });
  expect(signer).toBeInstanceOf(Signer);
  const signed = await new SignPdf().sign(withPlaceholder, signer);
  const [, a = '', b = '', c = '', d = ''] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)/.exec(signed.toString('latin1')) ?? [];
  const [before, after, rest] = [Number(a) + Number(b), Number(c), Number(d)];
  const contents = Buffer.from(signed.subarray(before + 1, after - 1).toString('latin1'), 'hex');
  const message = parseSignedData(splitPadding(contents).message);
  const [info] = message.signerInfos;
  const certificate = message.certificates.find((one) => info !== undefined && isSigningCertificate(info, one));
  if (info === undefined || certificate === undefined) throw new Error('no signer');
  const digest = createHash('sha256').update(signed.subarray(0, before)).update(signed.subarray(after, after + rest)).digest();
  expect(verifySignerInfo(info, certificate, { digest }).intact).toBe(true);
  expect(attributesOf(info.signedAttributes, Oid.signingCertificateV2)).toHaveLength(1);
  expect(attributesOf(info.signedAttributes, '1.2.840.113549.1.9.5')).toHaveLength(0);
});
