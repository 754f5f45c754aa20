/** Identifier and minimal definite length (X.690 §10.1). */
function header(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  if (length < 0x100) return Uint8Array.of(tag, 0x81, length);
  if (length < 0x10000) return Uint8Array.of(tag, 0x82, length >> 8, length & 0xff);
  if (length < 0x1000000) return Uint8Array.of(tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff);
  return Uint8Array.of(tag, 0x84, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
}

/** One element: tag, length and the given content octets one after another. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const content of contents) length += content.length;
  const head = header(tag, length);
  const out = new Uint8Array(head.length + length);
  out.set(head);
  let at = head.length;
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
