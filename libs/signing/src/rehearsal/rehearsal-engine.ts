import { randomBytes } from 'node:crypto';
import { createIssuingAuthority, createRoot, createTimeStampingAuthority, type AuthorityMaterial } from '#issuance';
import type { RevocationSource, TimeStampClient } from '#pades';
import { buildTimeStampToken } from '#pki/build';
import type { Clock } from '#platform';
import { createSignatureEngine } from '../engine/create-signature-engine.js';
import type { SignatureEngine } from '../engine/signature-engine.js';

const DAY = 86_400_000;

/** The real engine in a world of its own that nothing outlives: no key, certificate or timestamp of it is stored, sent or trusted by anybody else. */
export async function createRehearsalEngine(clock: Clock): Promise<SignatureEngine> {
  const now = clock.now().getTime();
  const life = { notBefore: new Date(now - DAY), notAfter: new Date(now + DAY) };
  const called = (commonName: string) => ({ ...life, name: { organization: 'Justera', commonName } });
  const root = await createRoot(called('Rehearsal root'));
  const [authority, tsa] = await Promise.all([
    createIssuingAuthority(root, called('Rehearsal issuing CA')),
    createTimeStampingAuthority(root, called('Rehearsal TSA')),
  ]);
  const anchors = [root.certificate.der];
  return createSignatureEngine({
    authority,
    timestamps: timestampsBy(tsa, clock),
    revocation: nothingKnown,
    trust: { signatureAnchors: anchors, sealAnchors: [], timestampAnchors: anchors },
    clock,
  });
}

/** Completing is not rehearsed: it is nothing a person waits for. */
const nothingKnown: RevocationSource = {
  collect: () => Promise.resolve({ crls: [], ocspResponses: [], certificates: [], failures: ['a rehearsal has no revocation data'] }),
};

function timestampsBy(tsa: AuthorityMaterial, clock: Clock): TimeStampClient {
  return {
    tokenReserve: 6000,
    timestamp: async (imprint, hash) => {
      // Whole seconds: as the time-stamping authorities of the field state it.
      const genTime = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
      const token = await buildTimeStampToken({
        request: { hash, imprint, certReq: true },
        // ITU-T X.667, from a random UUID: nobody's policy.
        authority: { ...tsa, policy: '2.25.94136219583614076254719520380312786415' },
        serialNumber: randomBytes(15),
        genTime,
      });
      return { token, genTime, authority: 'rehearsal' };
    },
  };
}
