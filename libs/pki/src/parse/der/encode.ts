/** Octets of identifier and minimal definite length (X.690 §10.1). */
function headerLength(length: number): number {
  if (length < 0x80) return 2;
  if (length < 0x100) return 3;
  if (length < 0x10000) return 4;
  return length < 0x1000000 ? 5 : 6;
}

function writeHeader(out: Uint8Array, tag: number, length: number, headLength: number): void {
  out[0] = tag;
  if (headLength === 2) {
    out[1] = length;
    return;
  }
  out[1] = 0x80 + headLength - 2;
  for (let at = headLength - 1, rest = length; at >= 2; at -= 1, rest = Math.floor(rest / 256)) out[at] = rest % 256;
}

/** One element: tag, length and the given content octets one after another. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return encode(tag, contents);
}

/** The same of a list. */
export function encode(tag: number, contents: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const content of contents) length += content.length;
  const headLength = headerLength(length);
  // From Node's pool and written in full: a message is built of a hundred small pieces, and memory of its own for each costs more than writing it.
  const out = Buffer.allocUnsafe(headLength + length);
  writeHeader(out, tag, length, headLength);
  let at = headLength;
  for (const content of contents) {
    out.set(content, at);
    at += content.length;
  }
  return out;
}

/** Elements in the order DER wants for SET OF: ascending by encoding (X.690 §11.6). */
export function sortEncodings(elements: readonly Uint8Array[]): Uint8Array[] {
  return [...elements].sort((a, b) => Buffer.compare(a, b));
}
