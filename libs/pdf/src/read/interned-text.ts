/** Longer names are rare. */
const longest = 32;
/** A power of two. A file uses a few hundred names, most of them those that every file uses. */
const slots = 2048;

const table: (string | undefined)[] = Array.from({ length: slots });

/**
 * One character for each byte. Names and operators come again and again: making a string of its bytes, and the hash by
 * which a map finds it, costs more than finding the string that was made before. What a slot holds is compared character
 * by character, so a string found is the right one whatever files were read before; and there are so many slots and no
 * more.
 */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > longest) return make(bytes, start, end);
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const slot = (hash ^ (hash >>> 15)) & (slots - 1);
  const known = table[slot];
  if (known !== undefined && isText(known, bytes, start, length)) return known;
  const text = make(bytes, start, end);
  table[slot] = text;
  return text;
}

function isText(known: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

function make(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
