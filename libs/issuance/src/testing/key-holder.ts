import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { signCms } from '#pki/build';
import { parseCertificate } from '#pki/parse';
import { createIssuingAuthority, createOneTimeIdentity, createRoot, type CertificateSubject, type OneTimeIdentity } from '../index.js';

// A process that holds one-time keys at known stages of their lives, for a test that looks into its memory from outside.
// Nothing here takes a private key out: the test finds them by their public keys alone.

const life = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
const clock = { now: () => new Date('2026-05-04T12:00:00Z') };
const subject: CertificateSubject = {
  givenName: 'Åsa', surname: 'Öberg', commonName: 'Åsa Öberg', serialNumber: '4f'.repeat(16),
  authContext: { identityProvider: 'e-mail', instant: clock.now(), levelOfAssurance: 'low', reference: 'ab'.repeat(32) },
};

const send = (message: object): void => void process.send?.(message);
const told = (): Promise<void> => new Promise((resolve) => process.once('message', () => resolve()));
const pointOf = (spki: Uint8Array): string => Buffer.from(spki).subarray(-65).toString('hex');
const spkiOf = (identity: OneTimeIdentity): Uint8Array => parseCertificate(identity.certificate).spki;

async function run(): Promise<void> {
  const root = await createRoot({ name: { commonName: 'root' }, ...life });
  const authority = await createIssuingAuthority(root, { name: { commonName: 'issuing' }, ...life });
  const toSign = await createOneTimeIdentity(authority, subject, clock);
  const toDispose = await createOneTimeIdentity(authority, subject, clock);

  // The key store fails while it issues, which is when a key has been made and no certificate has.
  let seen = '';
  let fail: () => void = () => undefined;
  const broken = new Promise<Uint8Array>((_, reject) => {
    fail = () => reject(new Error('the key store is gone'));
  });
  const stuckAuthority = {
    ...authority,
    signer: {
      algorithm: authority.signer.algorithm,
      sign: (tbs: Uint8Array) => {
        const at = Buffer.from(tbs).indexOf(Buffer.from('03420004', 'hex'));
        seen = Buffer.from(tbs).subarray(at + 3, at + 68).toString('hex');
        return broken;
      },
    },
  };
  const stuck = createOneTimeIdentity(stuckAuthority, subject, clock).then(() => 'issued', () => 'failed');
  await new Promise((resolve) => setImmediate(resolve));

  // The way we did not choose: a KeyObject, kept, so that the look afterwards has something that it must find.
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kept: KeyObject = pair.privateKey;
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const keptPoint = Buffer.concat([Uint8Array.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('hex');
  send({ toSign: pointOf(spkiOf(toSign)), toDispose: pointOf(spkiOf(toDispose)), stuck: seen, kept: keptPoint });

  await told();
  const contentDigest = createHash('sha256').update('minutes').digest();
  const cms = await signCms({ contentDigest, certificates: [toSign.certificate, ...toSign.chain], signer: toSign.signer });
  toSign.dispose();
  toDispose.dispose();
  fail();
  const outcome = await stuck;
  send({ outcome, cms: Buffer.from(cms).toString('hex'), keptType: kept.type });

  await told();
  process.exit(0);
}

run().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
