import { bitString, encodeOid, sequence } from '#pki/build';
import { Oid, sameName, signatureAlgorithm, type SignatureAlgorithm } from '#pki/parse';
import type { Clause } from './lint-context.js';
import { BACKDATING_MILLISECONDS, LONGEST_LIFE_MILLISECONDS } from './limits.js';

const strong: ReadonlySet<string> = new Set(['sha256', 'sha384', 'sha512']);

function isStrong(algorithm: SignatureAlgorithm | undefined): boolean {
  if (algorithm === undefined) return false;
  if (algorithm.scheme === 'dsa' || algorithm.scheme === 'ecdsa-plain') return false;
  return !('hash' in algorithm) || strong.has(algorithm.hash);
}

/** How every uncompressed P-256 SubjectPublicKeyInfo begins (RFC 5480 §2): all but the two coordinates. */
const p256Start = sequence(
  sequence(encodeOid(Oid.ecPublicKey), encodeOid(Oid.prime256v1)),
  bitString(Buffer.concat([Uint8Array.of(0x04), new Uint8Array(64)])),
).subarray(0, -64);

/** CP-01 … CP-06 and CP-12: what surrounds subject and extensions. */
export const envelopeClauses: readonly Clause[] = [
  { id: 'CP-01', check: ({ certificate }) => (certificate.version === 3 ? undefined : `version ${certificate.version}`) },
  {
    id: 'CP-02',
    check: ({ certificate: { serialNumber } }) => {
      const octets = serialNumber.length / 2;
      // 16 random octets with the second highest bit set: always the same length, never negative.
      const asMade = octets === 16 && /^[4-7]/.test(serialNumber);
      return asMade ? undefined : `serial number of ${octets} octets`;
    },
  },
  {
    id: 'CP-03',
    check: ({ certificate }) =>
      isStrong(signatureAlgorithm(certificate.signatureAlgorithm)) ? undefined : `algorithm ${certificate.signatureAlgorithm.oid}`,
  },
  {
    id: 'CP-04',
    check: ({ certificate, issuer }) =>
      Buffer.compare(certificate.issuer.der, issuer.subject.der) === 0 && !sameName(certificate.subject, issuer.subject)
        ? undefined
        : 'issuer name',
  },
  {
    id: 'CP-05',
    check: ({ certificate, issuedAt }) => {
      const expected = Math.floor(issuedAt.getTime() / 1000) * 1000 - BACKDATING_MILLISECONDS;
      return certificate.notBefore.getTime() === expected ? undefined : `notBefore ${certificate.notBefore.toISOString()}`;
    },
  },
  {
    id: 'CP-06',
    check: ({ certificate, issuer }) => {
      const life = certificate.notAfter.getTime() - certificate.notBefore.getTime();
      const within = issuer.isValidAt(certificate.notBefore) && issuer.isValidAt(certificate.notAfter);
      return life > 0 && life <= LONGEST_LIFE_MILLISECONDS && within ? undefined : `life of ${life} ms, or outside the issuer's`;
    },
  },
  {
    id: 'CP-12',
    check: ({ certificate, issuer }) => {
      const isP256 = Buffer.compare(certificate.spki.subarray(0, p256Start.length), p256Start) === 0 && certificate.spki.length === p256Start.length + 64;
      return isP256 && Buffer.compare(certificate.spki, issuer.spki) !== 0 ? undefined : 'key';
    },
  },
];
