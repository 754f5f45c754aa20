/** What each code of a font means, as a ToUnicode CMap (ISO 32000-1 9.10.3). Index = code; '' or a hole = no meaning. */
export function toUnicodeCMap(meanings: readonly (string | undefined)[]): string {
  const entries: string[] = [];
  for (const [code, text] of meanings.entries()) {
    if (code === 0 || text === undefined || text === '') continue;
    entries.push(`<${hex(code)}> <${utf16Hex(text)}>`);
  }
  const blocks: string[] = [];
  // At most 100 entries a block: the limit of the CMap language (Adobe Technical Note 5014).
  for (let start = 0; start < entries.length; start += 100) {
    const block = entries.slice(start, start + 100);
    blocks.push(`${String(block.length)} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

/**
 * Code point → code, from a CMap of the shape above: codes that mean exactly one character. The lowest code wins.
 * Every signature reads one of these, so it goes over the bytes once and makes no strings.
 */
export function codesByCodePoint(cmap: Uint8Array): ReadonlyMap<number, number> {
  const codes = new Map<number, number>();
  for (let at = cmap.indexOf(opening); at >= 0; at = cmap.indexOf(opening, at + 1)) {
    const code = hexAt(cmap, at + 1);
    // Code 0 is .notdef; the code space range looks like an entry for it.
    if (code <= 0 || cmap[at + 5] !== closing || cmap[at + 6] !== space || cmap[at + 7] !== opening) continue;
    const first = hexAt(cmap, at + 8);
    const second = hexAt(cmap, at + 12);
    const last = second < 0 ? at + 12 : at + 16;
    const point = second < 0 ? first : surrogates(first, second);
    if (point >= 0 && cmap[last] === closing && !codes.has(point)) codes.set(point, code);
    at = last;
  }
  return codes;
}

const [opening, closing, space] = [0x3c, 0x3e, 0x20];

/** Four hexadecimal digits, or -1. */
function hexAt(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start; at < start + 4; at += 1) {
    const byte = bytes[at] ?? 0;
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66 ? (byte | 0x20) - 0x57 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** The one character that two UTF-16 units make, or -1: two units may also be two characters. */
function surrogates(high: number, low: number): number {
  const isPair = high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
  return isPair ? 0x10000 + (high - 0xd800) * 0x400 + low - 0xdc00 : -1;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

function utf16Hex(text: string): string {
  return Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index))).join('');
}
