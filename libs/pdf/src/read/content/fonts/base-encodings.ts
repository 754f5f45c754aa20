/** Code to Unicode of the named encodings (ISO 32000-2 Annex D). Codes without a character are ''. */
export type Encoding = readonly string[];

const latin = (high: string, from: number): string[] =>
  Array.from({ length: 256 }, (_, code) => (code < 0x20 ? '' : code >= from ? (high.charAt(code - from) || String.fromCharCode(code)) : String.fromCharCode(code)));

/** Codes 0x80 to 0x9f; what is undefined there is a bullet (D.2). TextDecoder cannot be asked: Node 20 reads windows-1252 as Latin-1. */
const winAnsiHigh = '€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ';

/** Codes 0x80 to 0xff of MacRomanEncoding. */
const macRomanHigh =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

/** Codes 0xa1 to 0xfb of StandardEncoding; a full stop in the middle, `·`, stands for no character. */
const standardHigh = '¡¢£⁄¥ƒ§¤\'“«‹›ﬁﬂ·–†‡\u0000·¶•‚„”»…‰·¿·`´ˆ˜¯˘˙¨·˚¸·˝˛ˇ—················Æ·ª····ŁØŒº·····æ···ı··łøœß';

function standard(): string[] {
  const table = Array.from({ length: 256 }, (_, code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ''));
  table[0x27] = '’';
  table[0x60] = '‘';
  [...standardHigh].forEach((character, i) => {
    table[0xa1 + i] = character === '·' ? '' : character === '\u0000' ? '·' : character;
  });
  return table;
}

const tables: Readonly<Record<string, Encoding>> = {
  WinAnsiEncoding: latin(winAnsiHigh, 0x80),
  MacRomanEncoding: latin(macRomanHigh, 0x80),
  StandardEncoding: standard(),
};

/** Undefined for a name that is none of the three. */
export function namedEncoding(name: string | undefined): Encoding | undefined {
  return name !== undefined && Object.hasOwn(tables, name) ? tables[name] : undefined;
}
