/** Character classes of ISO 32000-2 7.2.3, as a table: the lexer asks this for every byte it looks at. */
const REGULAR = 0;
const WHITE = 1;
const DELIMITER = 2;
const DIGIT = 4;

const classes = new Uint8Array(256).fill(REGULAR);
for (const code of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) classes[code] = WHITE;
for (const character of '()<>[]{}/%') classes[character.charCodeAt(0)] = DELIMITER;
for (const character of '0123456789') classes[character.charCodeAt(0)] = DIGIT;

/** `undefined` and -1 stand for the end of the window; it is neither. */
export function isWhite(byte: number): boolean {
  return classes[byte] === WHITE;
}

export function isDigit(byte: number): boolean {
  return classes[byte] === DIGIT;
}

/** True where a token may end: white space, a delimiter, or the end of the window (-1). */
export function endsToken(byte: number): boolean {
  const c = classes[byte];
  return c === undefined || c === WHITE || c === DELIMITER;
}

const hexValues = new Int8Array(256).fill(-1);
for (const [value, character] of [...'0123456789abcdef'].entries()) {
  hexValues[character.charCodeAt(0)] = value;
  hexValues[character.toUpperCase().charCodeAt(0)] = value;
}

/** 0..15, or -1. */
export function hexDigit(byte: number): number {
  return hexValues[byte] ?? -1;
}

/** ASCII text to bytes, for keywords. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
