import type { KeyObject } from 'node:crypto';

import { BuildError } from './build-error.js';

/** With MGF1 over the same hash and a salt as long as it: what readers verify, and all we make (BB-19). */
export type PssHash = 'sha256' | 'sha384' | 'sha512';

const octets: Readonly<Record<PssHash, number>> = { sha256: 32, sha384: 48, sha512: 64 };

function isPssHash(name: string): name is PssHash {
  return Object.hasOwn(octets, name);
}

/** The length of the hash and, here, of the salt. */
export function pssOctets(hash: PssHash): number {
  return octets[hash];
}

/**
 * The hash to sign with. A key for RSASSA-PSS alone may name the hash, the MGF hash and the shortest salt (RFC 4055 §3.1):
 * they are kept to, or the key is refused; OpenSSL would say so only when something is to be signed, and in words of its own.
 *
 * @throws BuildError `unsupported-key`
 */
export function pssHashOf(key: KeyObject): PssHash {
  const { hashAlgorithm: hash = 'sha256', mgf1HashAlgorithm: mask = hash, saltLength = 0, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (!isPssHash(hash)) throw refused(`is for ${hash} alone`);
  if (mask !== hash) throw refused(`masks with ${mask} and hashes with ${hash}, which readers do not verify`);
  if (saltLength > octets[hash]) throw refused(`demands a salt of ${String(saltLength)} octets; ours are as long as the hash, ${String(octets[hash])}`);
  // RFC 8017 §9.1.1 step 3: hash, salt and two octets have to fit.
  if (Math.ceil((modulusLength - 1) / 8) < 2 * octets[hash] + 2) throw refused(`of ${String(modulusLength)} bits is too short for ${hash}`);
  return hash;
}

function refused(why: string): BuildError {
  return new BuildError('unsupported-key', `an RSASSA-PSS key that ${why}`);
}
