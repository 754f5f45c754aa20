import type { PdfView } from '../../model.js';
import type { PdfDictionary, ResolvedValue } from '../../values.js';
import { namedEncoding, type Encoding } from './base-encodings.js';
import type { CMap } from './cmap.js';
import { bounded, heights, type ContentFont } from './font-model.js';
import { textOfGlyphName } from './glyph-names.js';

/** Of a standard font without /Widths: Courier is 0.6, the others are about half an em on average. */
const unknownAdvance = 0.55;

/** Type 1, TrueType and Type 3 fonts: one byte, one glyph (9.6). */
export function simpleFont(view: PdfView, dictionary: PdfDictionary, toUnicode: CMap | undefined): ContentFont {
  const encoding = encodingOf(view, dictionary);
  const advances = advancesOf(view, dictionary);
  const texts = Array.from({ length: 256 }, (_, code) => toUnicode?.text(code, 1) ?? (encoding[code] || '\ufffd'));
  return {
    vertical: false,
    ...heights(view, view.get(dictionary, 'FontDescriptor')),
    measure: (bytes) => {
      let text = '';
      let advance = 0;
      let wordSpaces = 0;
      for (const byte of bytes) {
        text += texts[byte] ?? '';
        advance += advances[byte] ?? unknownAdvance;
        if (byte === 0x20) wordSpaces += 1;
      }
      return { text, advance, codes: bytes.length, wordSpaces };
    },
  };
}

/** /Encoding: a name, or a base with /Differences (9.6.5.1). Without one: StandardEncoding, right for Latin fonts. */
function encodingOf(view: PdfView, dictionary: PdfDictionary): Encoding {
  const value = view.get(dictionary, 'Encoding');
  const standard = namedEncoding('StandardEncoding') ?? [];
  if (value?.kind === 'name') return namedEncoding(value.value) ?? standard;
  if (value?.kind !== 'dictionary') return standard;
  const base = view.get(value, 'BaseEncoding');
  const table = [...((base?.kind === 'name' ? namedEncoding(base.value) : undefined) ?? standard)];
  const differences = view.get(value, 'Differences');
  let code = 0;
  for (const raw of differences?.kind === 'array' ? differences.items : []) {
    const item = view.resolve(raw);
    if (item.kind === 'number') code = item.value;
    else if (item.kind === 'name' && Number.isInteger(code) && code >= 0 && code < 256) table[code++] = textOfGlyphName(item.value) ?? '';
  }
  return table;
}

function advancesOf(view: PdfView, dictionary: PdfDictionary): readonly (number | undefined)[] {
  const widths = view.get(dictionary, 'Widths');
  const first = view.get(dictionary, 'FirstChar');
  const scale = scaleOf(view, dictionary);
  const descriptor = view.get(dictionary, 'FontDescriptor');
  const missing = descriptor?.kind === 'dictionary' ? view.get(descriptor, 'MissingWidth') : undefined;
  const advances = Array.from<number | undefined>({ length: 256 });
  if (widths?.kind !== 'array') {
    const base = view.get(dictionary, 'BaseFont');
    return base?.kind === 'name' && base.value.startsWith('Courier') ? advances.fill(0.6) : advances;
  }
  if (missing?.kind === 'number') advances.fill(bounded(missing.value * scale));
  const offset = first?.kind === 'number' ? first.value : 0;
  widths.items.slice(0, 256).forEach((raw, i) => {
    const width = view.resolve(raw);
    if (width.kind === 'number' && Number.isInteger(offset) && offset + i >= 0 && offset + i < 256) advances[offset + i] = bounded(width.value * scale);
  });
  return advances;
}

/** Glyph space is a thousandth of the em; a Type 3 font says what it is (9.6.4). */
function scaleOf(view: PdfView, dictionary: PdfDictionary): number {
  const matrix = view.get(dictionary, 'FontMatrix');
  const a: ResolvedValue | undefined = matrix?.kind === 'array' && matrix.items[0] !== undefined ? view.resolve(matrix.items[0]) : undefined;
  return a?.kind === 'number' && a.value !== 0 && Math.abs(a.value) <= 10 ? a.value : 0.001;
}
