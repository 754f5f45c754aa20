import type { PdfView } from '../../model.js';
import type { PdfDictionary, ResolvedValue } from '../../values.js';
import type { CMap } from './cmap.js';
import { bounded, cmapOf, heights, type ContentFont, type Measured } from './font-model.js';

const maxWidths = 70_000;
/** A vertical glyph advances one em downwards unless /W2 says otherwise (9.7.4.3); /W2 is not read. */
const verticalAdvance = -1;

interface Glyph {
  readonly text: string;
  /** Fraction of the em. */
  readonly advance: number;
}

/**
 * A Type 0 font (9.7). Of the predefined CMaps only the identities are known; with others every two bytes are a code,
 * which holds for the ones in use, and /ToUnicode says the text.
 */
export function compositeFont(view: PdfView, dictionary: PdfDictionary, toUnicode: CMap | undefined): ContentFont {
  const descendants = view.get(dictionary, 'DescendantFonts');
  const first = descendants?.kind === 'array' && descendants.items[0] !== undefined ? view.resolve(descendants.items[0]) : undefined;
  const descendant = first?.kind === 'dictionary' ? first : undefined;
  const encoding = view.get(dictionary, 'Encoding');
  const cmap = cmapOf(view, encoding);
  const vertical = cmap?.vertical ?? (encoding?.kind === 'name' && encoding.value.endsWith('-V'));
  const widths = descendant === undefined ? new Map<number, number>() : widthsOf(view, view.get(descendant, 'W'));
  const standard = descendant === undefined ? undefined : view.get(descendant, 'DW');
  const defaultWidth = standard?.kind === 'number' ? bounded(standard.value / 1000) : 1;
  const known = new Map<number, Glyph>();
  const glyph = (code: number, width: number): Glyph => {
    const key = code * 8 + width;
    const found = known.get(key) ?? {
      text: toUnicode?.text(code, width) ?? cmap?.text(code, width) ?? '\ufffd',
      advance: vertical ? verticalAdvance : (widths.get(cmap?.cid(code, width) ?? code) ?? defaultWidth),
    };
    if (known.size < maxWidths) known.set(key, found);
    return found;
  };
  const measure = (bytes: Uint8Array): Measured => {
    const sum = { text: '', advance: 0, codes: 0, wordSpaces: 0 };
    forEachCode(bytes, cmap, (code, width) => {
      const { text, advance } = glyph(code, width);
      sum.text += text;
      sum.advance += advance;
      sum.codes += 1;
      if (width === 1 && code === 0x20) sum.wordSpaces += 1;
    });
    return sum;
  };
  return { vertical, ...heights(view, descendant === undefined ? undefined : view.get(descendant, 'FontDescriptor')), measure };
}

function forEachCode(bytes: Uint8Array, cmap: CMap | undefined, visit: (code: number, width: number) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const width = Math.min(cmap?.codeLength(bytes, at) ?? 2, bytes.length - at);
    let code = 0;
    for (let i = 0; i < width; i++) code = code * 256 + (bytes[at + i] ?? 0);
    visit(code, width);
    at += width;
  }
}

/** /W: `c [w1 w2 …]` or `first last w` (9.7.4.3). */
function widthsOf(view: PdfView, value: ResolvedValue | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  const items = value?.kind === 'array' ? value.items : [];
  for (let at = 0; at + 1 < items.length && widths.size < maxWidths; ) {
    const first = numberAt(view, items[at]);
    const second = view.resolve(items[at + 1] ?? { kind: 'null', span: { start: 0, end: 0 } });
    if (first === undefined) break;
    if (second.kind === 'array') {
      second.items.slice(0, maxWidths).forEach((item, i) => widths.set(first + i, bounded((numberAt(view, item) ?? 1000) / 1000)));
      at += 2;
    } else {
      const last = second.kind === 'number' ? second.value : first;
      const width = bounded((numberAt(view, items[at + 2]) ?? 1000) / 1000);
      for (let cid = first; cid <= Math.min(last, first + 65_535) && widths.size < maxWidths; cid++) widths.set(cid, width);
      at += 3;
    }
  }
  return widths;
}

function numberAt(view: PdfView, value: Parameters<PdfView['resolve']>[0] | undefined): number | undefined {
  const resolved = value === undefined ? undefined : view.resolve(value);
  return resolved?.kind === 'number' && Number.isFinite(resolved.value) ? resolved.value : undefined;
}
