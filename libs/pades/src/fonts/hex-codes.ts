/** Show-text operand for glyph codes: a hexadecimal string of two bytes each. */
export function hexCodes(codes: readonly number[]): string {
  return `<${codes.map((code) => code.toString(16).padStart(4, '0')).join('')}>`;
}
