/** What each code of a font means, as a ToUnicode CMap (ISO 32000-1 9.10.3). Index = code; [] or a hole = no meaning. */
export function toUnicodeCMap(unicode: readonly (readonly number[] | undefined)[]): string {
  const entries: string[] = [];
  for (const [code, points] of unicode.entries()) {
    if (code === 0 || points === undefined || points.length === 0) continue;
    entries.push(`<${hex(code)}> <${utf16Hex(points)}>`);
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

const entry = /<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,8})>/g;

/** Character → code, from a CMap of the shape above: codes that mean exactly one character. The lowest code wins. */
export function codesByCharacter(cmap: string): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const [, code = '', text = ''] of cmap.matchAll(entry)) {
    const units = text.match(/.{4}/g)?.map((unit) => Number.parseInt(unit, 16)) ?? [];
    const character = String.fromCharCode(...units);
    if ([...character].length === 1 && !codes.has(character)) codes.set(character, Number.parseInt(code, 16));
  }
  return codes;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

function utf16Hex(points: readonly number[]): string {
  const text = String.fromCodePoint(...points);
  return Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index))).join('');
}
