const octets = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Show-text operand for glyph codes: a hexadecimal string of two bytes each. */
export function hexCodes(codes: readonly number[]): string {
  let text = '<';
  for (const code of codes) text += (octets[code >> 8] ?? '') + (octets[code & 0xff] ?? '');
  return `${text}>`;
}
