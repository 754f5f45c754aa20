// Our own ways of signing. Each gives back (bytes, fieldName) => something.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { passphrase } from '../inputs/keys.mjs';

async function authority() {
  const { createIssuingAuthority, createRoot } = await import('#issuance');
  const around = (days) => ({ notBefore: new Date(Date.now() - days * 86_400_000), notAfter: new Date(Date.now() + days * 86_400_000) });
  const root = await createRoot({ name: { commonName: 'Bench root' }, ...around(60) });
  return { root, issuing: await createIssuingAuthority(root, { name: { commonName: 'Bench CA' }, ...around(30) }) };
}

const subject = () => ({
  country: 'SE', givenName: 'Anna', surname: 'Ek', commonName: 'Anna Ek', serialNumber: '4f'.repeat(16),
  authContext: { identityProvider: 'https://login.example', instant: new Date(), levelOfAssurance: 'substantial', reference: 'ab'.repeat(32) },
});

const clock = { now: () => new Date() };
const request = (head, fieldName, identity) => ({
  head, fieldName, identity, signerName: 'Anna Ek', roleTitle: 'justerare', methodText: 'e-legitimation', language: 'sv', signingTime: new Date(), timeZone: 'Europe/Stockholm', level: 'B-B',
});

/** Key, certificate, CMS, append, lint: one function, so that the validator can be asked about its result too. */
export async function oneTimeSigner() {
  const { appendSignature } = await import('#pades/sign');
  const { createOneTimeIdentity } = await import('#issuance');
  const { root, issuing } = await authority();
  return {
    root,
    sign: async (bytes, fieldName) => {
      const identity = await createOneTimeIdentity(issuing, subject(), clock);
      try {
        return (await appendSignature(request(bytes, fieldName, identity))).update;
      } finally {
        identity.dispose();
      }
    },
  };
}

export const ours = {
  'Justera: one-time key, certificate, append, lint': oneTimeSigner,
  'Justera: given key, append, lint': async (keys) => {
    const { appendSignature } = await import('#pades/sign');
    const { openPkcs12 } = await import('#issuance');
    const { certificate, chain, signer } = openPkcs12(readFileSync(path.join(keys, 'p256.p12')), passphrase);
    const identity = { certificate: certificate.der, parsed: certificate, chain, signer };
    return { sign: async (bytes, fieldName) => (await appendSignature(request(bytes, fieldName, identity))).update };
  },
  'Justera: validating the result': async () => {
    const { validate, defaultPolicy } = await import('#validation');
    const { root, sign: append } = await oneTimeSigner();
    const signed = new WeakMap();
    return {
      before: async (bytes, fieldName) => signed.set(bytes, Buffer.concat([bytes, await append(bytes, fieldName)])),
      sign: (bytes) => {
        const { signatures } = validate(signed.get(bytes), { signatureAnchors: [root.certificate.der], sealAnchors: [], timestampAnchors: [] }, defaultPolicy, new Date());
        if (signatures[0]?.integrity !== 'intact') throw new Error(`our own signature is not intact: ${signatures[0]?.indication}`);
        return signatures;
      },
    };
  },
  'Justera: one-time key, certificate and CMS alone': async () => {
    const { createOneTimeIdentity } = await import('#issuance');
    const { signCms } = await import('#pki/build');
    const { issuing } = await authority();
    const digest = createHash('sha256').update('anything').digest();
    return {
      sign: async () => {
        const identity = await createOneTimeIdentity(issuing, subject(), clock);
        return signCms({ contentDigest: digest, certificates: [identity.parsed, ...identity.chain], signer: identity.signer });
      },
    };
  },
};
