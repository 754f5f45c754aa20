import { asArray, asName, asStream, type PdfDictionary, type PdfFile, type PdfStream, type PdfView } from '#pdf/read';
import { PadesError } from '../pades-error.js';
import { hexCodes } from './hex-codes.js';
import { preparedCodes } from './prepared-codes.js';
import { preparedWidths } from './prepared-widths.js';
import type { SetText, TextSetter } from './text-setter.js';

/** A font of our making, its code map not yet read. */
interface FoundFont {
  readonly resourceName: string;
  readonly toUnicode: PdfStream;
  /** By code, the first for code 1; thousandths of an em. */
  readonly widths: readonly number[];
}

interface PreparedFont {
  readonly resourceName: string;
  /** By code point. */
  readonly codes: ReadonlyMap<number, number>;
  readonly widths: readonly number[];
}

/**
 * Sets text in a font that is already in the file, by what the font itself says its codes mean (/ToUnicode). So a signature made years after
 * prepare, or by a newer version, can never print other letters than it means; and it loads no font. Character by character: no kerning, no
 * joining scripts (a name in one of those is drawn at prepare).
 */
export class PreparedTextSetter implements TextSetter {
  private constructor(private readonly font: PreparedFont) {}

  /** The font of `resources` that can show most characters, or undefined when there is none of our making. */
  static from(document: PdfFile, resources: PdfDictionary): PreparedTextSetter | undefined {
    const view = document.current;
    const fonts = view.get(resources, 'Font');
    if (fonts?.kind !== 'dictionary') return undefined;
    const found = [...fonts.entries].flatMap(([resourceName, value]) => findFont(document, resourceName, view.resolve(value)) ?? []);
    // Our fonts have one width for each code, so that only one code map has to be read.
    const [richest] = found.sort((one, other) => other.widths.length - one.widths.length);
    return richest === undefined ? undefined : new PreparedTextSetter(readFont(document, richest));
  }

  /** The weight is that of the font found: there is one. @throws PadesError missing-glyph */
  set(text: string): SetText {
    const codes = this.codesOf(text);
    return { width: this.widthOf(codes), runs: [{ font: this.font.resourceName, show: hexCodes(codes) }] };
  }

  measure(text: string): number {
    return this.widthOf(this.codesOf(text));
  }

  private widthOf(codes: readonly number[]): number {
    return codes.reduce((sum, code) => sum + (this.font.widths[code - 1] ?? 0), 0);
  }

  private codesOf(text: string): number[] {
    return [...text.normalize('NFC')].map((character) => {
      const point = character.codePointAt(0) ?? 0;
      const code = this.font.codes.get(point);
      if (code === undefined) {
        const name = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
        throw new PadesError('missing-glyph', 'the fonts embedded at prepare lack a character of the signed box', { character: name });
      }
      return code;
    });
  }
}

function findFont(document: PdfFile, resourceName: string, font: ReturnType<PdfView['resolve']>): FoundFont | undefined {
  const view = document.current;
  if (font.kind !== 'dictionary' || asName(view.get(font, 'Encoding')) !== 'Identity-H') return undefined;
  const toUnicode = asStream(view.get(font, 'ToUnicode'));
  const [descendant] = asArray(view.get(font, 'DescendantFonts'))?.items ?? [];
  const widths = toUnicode === undefined || descendant === undefined ? undefined : preparedWidths(document, descendant);
  return toUnicode === undefined || widths === undefined ? undefined : { resourceName, toUnicode, widths };
}

function readFont(document: PdfFile, { resourceName, toUnicode, widths }: FoundFont): PreparedFont {
  return { resourceName, codes: preparedCodes(document, toUnicode), widths };
}
