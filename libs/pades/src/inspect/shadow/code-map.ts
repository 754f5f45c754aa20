/** A range longer than this names no font's characters. */
const maxRange = 65_536;

/** What the codes of a font mean, from its /ToUnicode CMap: `bfchar`, and both forms of `bfrange` (ISO 32000-2 9.10.3). */
export function readCodeMap(cmap: string): ReadonlyMap<number, string> {
  const meanings = new Map<number, string>();
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/gu)) {
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>/gu)) meanings.set(Number.parseInt(code, 16), utf16(text));
  }
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/gu)) {
    for (const [, from = '', to = '', list, first = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:\[([^\]]*)\]|<([0-9A-Fa-f]*)>)/gu)) {
      const start = Number.parseInt(from, 16);
      const end = Math.min(Number.parseInt(to, 16), start + maxRange);
      const listed = list?.match(/[0-9A-Fa-f]+/gu);
      for (let code = start; code <= end; code += 1) meanings.set(code, listed === undefined ? plus(first, code - start) : utf16(listed?.[code - start] ?? ''));
    }
  }
  return meanings;
}

function utf16(hex: string): string {
  return String.fromCharCode(...(hex.match(/.{4}/gu) ?? []).map((unit) => Number.parseInt(unit, 16)));
}

/** The last unit counts up. */
function plus(hex: string, offset: number): string {
  const text = utf16(hex);
  return text === '' ? '' : text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + offset);
}
