import { type PDFContext, PDFDict, PDFName, type PDFRef } from 'pdf-lib';
import type { FontPool } from '../fonts/font-pool.js';
import { colourSpaceName } from './content-writer.js';
import { calibratedRgb } from './palette.js';

/** The resources all our streams share: one colour space, one font dictionary. Register forms first, then `finish`. */
export class SharedResources {
  private readonly fonts: PDFRef;
  private readonly colourSpace: PDFRef;

  constructor(
    private readonly context: PDFContext,
    private readonly pool: FontPool,
  ) {
    this.fonts = context.nextRef();
    this.colourSpace = context.register(context.obj([calibratedRgb[0], { ...calibratedRgb[1] }]));
  }

  /** @param xObjects form XObjects by resource name */
  dictionary(xObjects: Readonly<Record<string, PDFRef>> = {}): PDFDict {
    const colourSpaces = { [colourSpaceName]: this.colourSpace };
    const some = Object.keys(xObjects).length > 0;
    return this.context.obj({ ColorSpace: colourSpaces, Font: this.fonts, ...(some ? { XObject: { ...xObjects } } : {}) });
  }

  /** @param size `bleed`: what may be drawn beyond each edge, points; `plain`: not compressed */
  form(content: string, size: { readonly width: number; readonly height: number; readonly bleed?: number; readonly plain?: boolean }, xObjects: Readonly<Record<string, PDFRef>> = {}): PDFRef {
    const bleed = size.bleed ?? 0;
    const dictionary = { Type: 'XObject', Subtype: 'Form', BBox: [-bleed, -bleed, size.width + bleed, size.height + bleed], Resources: this.dictionary(xObjects) };
    return this.context.register(size.plain === true ? this.context.stream(content, dictionary) : this.context.flateStream(content, dictionary));
  }

  /** Embeds the fonts, now that every glyph is known. */
  finish(): void {
    const fonts = PDFDict.withContext(this.context);
    for (const [name, font] of this.pool.embed(this.context)) fonts.set(PDFName.of(name), font);
    this.context.assign(this.fonts, fonts);
  }
}
