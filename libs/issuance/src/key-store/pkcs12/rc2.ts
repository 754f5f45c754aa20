// RC2 (RFC 2268), decryption only: old PKCS #12 files hide their certificates behind it, and OpenSSL 3 has put it away.

// prettier-ignore
const piTable = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
  '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
  '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b255597' +
  '312d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);
const pi = (at: number): number => piTable[at & 0xff] ?? 0;

/** RFC 2268 §2: 64 words of 16 bits. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  for (let at = key.length; at < 128; at += 1) bytes[at] = pi((bytes[at - 1] ?? 0) + (bytes[at - key.length] ?? 0));
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * effectiveBytes - effectiveBits);
  bytes[128 - effectiveBytes] = pi((bytes[128 - effectiveBytes] ?? 0) & mask);
  for (let at = 127 - effectiveBytes; at >= 0; at -= 1) bytes[at] = pi((bytes[at + 1] ?? 0) ^ (bytes[at + effectiveBytes] ?? 0));
  return Uint16Array.from({ length: 64 }, (_, at) => (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8));
}

const shifts = [1, 2, 3, 5] as const;

/** One block, RFC 2268 §4: mixing rounds backwards, with the two mashing rounds between them. */
function decryptBlock(block: Buffer, words: Uint16Array): void {
  const r = [0, 2, 4, 6].map((at) => block.readUInt16LE(at)) as [number, number, number, number];
  let next = 63;
  for (let round = 15; round >= 0; round -= 1) {
    for (let at = 3; at >= 0; at -= 1) {
      const shift = shifts[at] ?? 1;
      const [one, two, three] = [r[(at + 3) & 3] ?? 0, r[(at + 2) & 3] ?? 0, r[(at + 1) & 3] ?? 0];
      const turned = ((r[at] ?? 0) >> shift) | ((r[at] ?? 0) << (16 - shift));
      r[at] = (turned - (words[next] ?? 0) - (one & two) - (~one & three)) & 0xffff;
      next -= 1;
    }
    if (round !== 11 && round !== 5) continue;
    for (let at = 3; at >= 0; at -= 1) r[at] = ((r[at] ?? 0) - (words[(r[(at + 3) & 3] ?? 0) & 63] ?? 0)) & 0xffff;
  }
  r.forEach((word, at) => block.writeUInt16LE(word, at * 2));
}

/** RC2-CBC without padding removed. @param effectiveBits 40 or 128 in PKCS #12 */
export function decryptRc2Cbc(data: Uint8Array, key: Uint8Array, iv: Uint8Array, effectiveBits: number): Buffer {
  const words = expandKey(key, effectiveBits);
  const plain = Buffer.alloc(data.length);
  let before = Buffer.from(iv);
  for (let at = 0; at + 8 <= data.length; at += 8) {
    const cipher = Buffer.from(data.subarray(at, at + 8));
    const block = Buffer.from(cipher);
    decryptBlock(block, words);
    for (let i = 0; i < 8; i += 1) plain[at + i] = (block[i] ?? 0) ^ (before[i] ?? 0);
    before = cipher;
  }
  return plain;
}
