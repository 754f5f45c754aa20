import { createHash } from 'node:crypto';

/** What a derived key is for (RFC 7292 B.3). */
export const KeyPurpose = { encryptionKey: 1, initialisationVector: 2, macKey: 3 } as const;

/** The password as PKCS #12 hashes it: a BMPString with its final null (RFC 7292 B.1). */
export function bmpPassword(passphrase: string): Uint8Array {
  return Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
}

/** Key derivation of RFC 7292 B.2. @param password as `bmpPassword` gives it, or nothing at all */
export function derivePasswordKey(
  hash: string, password: Uint8Array, salt: Uint8Array, parameters: { readonly purpose: number; readonly iterations: number; readonly length: number },
): Buffer {
  const { purpose, iterations, length } = parameters;
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([filled(salt, block), filled(password, block)]);
  const parts: Buffer[] = [];
  for (let have = 0; have < length; ) {
    let derived = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round += 1) derived = createHash(hash).update(derived).digest();
    parts.push(derived);
    have += derived.length;
    addToEachBlock(input, filled(derived, block).subarray(0, block), block);
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Repeated until it fills whole blocks; nothing stays nothing. */
function filled(value: Uint8Array, block: number): Buffer {
  const whole = Buffer.alloc(Math.ceil(value.length / block) * block);
  for (let at = 0; at < whole.length; at += 1) whole[at] = value[at % value.length] ?? 0;
  return whole;
}

/** I_j = (I_j + B + 1) mod 2^v, for each block of the input. */
function addToEachBlock(input: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at -= 1) {
      const sum = (input[start + at] ?? 0) + (addend[at] ?? 0) + carry;
      input[start + at] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
