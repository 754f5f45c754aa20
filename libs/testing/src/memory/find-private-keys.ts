import { createECDH } from 'node:crypto';
import { writableMemory } from './process-memory.js';

/** A private key found in memory. */
export interface FoundKey {
  /** 32 octets, big endian. */
  readonly scalar: Buffer;
  readonly addresses: readonly string[];
}

const BYTES = 32;
/** ECPrivateKey of RFC 5915 as far as the key itself: the one form whose alignment is anybody's guess. */
const encodedStart = Buffer.from('0201010420', 'hex');

/**
 * Finds P-256 private keys in a process's memory by nothing but their public keys, as a thief would: every 32 octets that
 * could be random (8-aligned, either byte order; or DER-encoded at any place) are tried as a private key.
 *
 * @param publicKeys uncompressed points, 65 octets
 */
export function findPrivateKeys(pid: number, publicKeys: readonly Uint8Array[]): Map<string, FoundKey> {
  const wanted = new Set(publicKeys.map((point) => Buffer.from(point).toString('hex')));
  const found = new Map<string, FoundKey>();
  const tried = new Set<string>();
  const ecdh = createECDH('prime256v1');
  const attempt = (candidate: Buffer, address: () => string): void => {
    const text = candidate.toString('latin1');
    const point = tried.has(text) ? undefined : publicKeyOf(ecdh, candidate);
    if (point === undefined || !wanted.has(point)) {
      tried.add(text);
      return;
    }
    const before = found.get(point)?.addresses ?? [];
    found.set(point, { scalar: Buffer.from(candidate), addresses: [...before, address()] });
  };
  for (const { start, bytes } of writableMemory(pid)) {
    const at = (offset: number) => () => (start + offset).toString(16);
    for (let offset = 0; offset + BYTES <= bytes.length; offset += 8) {
      if (!looksRandom(bytes, offset)) continue;
      const candidate = bytes.subarray(offset, offset + BYTES);
      attempt(candidate, at(offset));
      attempt(Buffer.from(candidate).reverse(), at(offset));
    }
    for (let offset = bytes.indexOf(encodedStart); offset >= 0; offset = bytes.indexOf(encodedStart, offset + 1)) {
      const candidate = bytes.subarray(offset + encodedStart.length, offset + encodedStart.length + BYTES);
      if (candidate.length === BYTES) attempt(candidate, at(offset + encodedStart.length));
    }
  }
  return found;
}

function publicKeyOf(ecdh: ReturnType<typeof createECDH>, scalar: Buffer): string | undefined {
  try {
    ecdh.setPrivateKey(scalar);
  } catch {
    return undefined; // zero, or not below the order
  }
  return ecdh.getPublicKey('hex');
}

const lastSeen = new Uint32Array(256);
let round = 0;

/** 32 random octets hold 30 different ones on average, and fewer than 23 once in many millions. Text, pointers and code do not. */
function looksRandom(bytes: Buffer, offset: number): boolean {
  round += 1;
  let different = 0;
  let zeros = 0;
  for (let index = 0; index < BYTES; index += 1) {
    const octet = bytes[offset + index] ?? 0;
    if (octet === 0 && (zeros += 1) > 3) return false;
    if (lastSeen[octet] !== round) {
      lastSeen[octet] = round;
      different += 1;
    }
  }
  return different >= 23;
}
