import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { asDictionary, asInteger, asReference, asStream, openPdf, type PdfView } from '#pdf/read';
import { ref, type IncrementalUpdate, type WritableReference } from '#pdf/write';
import { signedAppearance } from '../appearance/signed-appearance.js';
import { signedTexts } from '../appearance/signed-texts.js';
import { ContentWriter } from '../drawing/content-writer.js';
import { hairline, ink } from '../drawing/palette.js';
import { SharedResources } from '../drawing/resources.js';
import { fitText } from '../drawing/text-block.js';
import { FontPool } from '../fonts/font-pool.js';
import { type AppearanceTexts, shownSignatory } from './field-appearance.js';
import type { FieldToSign } from './field-to-sign.js';

/** Below this, in points, a box is a mark and not a place for text. */
const smallest = { width: 24, height: 8 };
/** Hidden and NoView (ISO 32000-2 Table 167): nobody sees the field, so it shows nothing (PF-20). */
const hidden = 2 | 32;
/** From this on a box holds what one of our own does. */
const full = { width: 150, height: 52 };

/**
 * What a visible field of somebody else's making shows: name, time and method, with its own embedded subset font, in one calibrated colour space
 * (PF-20). Upright as the page is seen (PF-22); neither /Rect nor /MK is touched (PF-19). Undefined for a field that has no room.
 * @throws PadesError `missing-glyph`
 */
export async function addOwnAppearance(update: IncrementalUpdate, field: FieldToSign, texts: AppearanceTexts): Promise<WritableReference | undefined> {
  const box = field.widget?.rect;
  if (box === undefined || box.right - box.left < smallest.width || box.top - box.bottom < smallest.height) return undefined;
  const flags = field.widget === undefined ? undefined : asInteger(update.document.current.get(field.widget.dictionary, 'F'));
  if (((flags ?? 0) & hidden) !== 0) return undefined;
  const turn = turnOf(update.document.current, field);
  const [across, up] = [box.right - box.left, box.top - box.bottom];
  const size = turn % 180 === 0 ? { width: across, height: up } : { width: up, height: across };
  const document = await PDFDocument.create({ updateMetadata: false });
  const pool = new FontPool();
  const resources = new SharedResources(document.context, pool);
  const form = resources.form(contentOf(size, texts, pool), { ...size, plain: isPlain(update.document.current, field) });
  resources.finish();
  const stream = document.context.lookup(form);
  if (turn !== 0 && stream instanceof PDFRawStream) stream.dict.set(PDFName.of('Matrix'), document.context.obj(matrices[turn] ?? []));
  const source = openPdf(await document.save({ useObjectStreams: false }));
  return update.graft(source, ref(form.objectNumber));
}

/** What the field shows now is not compressed: then what it will show is not either (as in `draw.ts`). */
function isPlain(view: PdfView, { widget }: FieldToSign): boolean {
  const appearance = widget === undefined ? undefined : asDictionary(view.get(widget.dictionary, 'AP'));
  const normal = appearance === undefined ? undefined : asStream(view.get(appearance, 'N'));
  return normal !== undefined && normal.dictionary.get('Filter') === undefined;
}

/** A viewer fits the turned box into /Rect by itself (ISO 32000-2 12.5.5), so the matrices only turn. */
const matrices: Readonly<Record<number, readonly number[]>> = { 90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0] };

/** What the field says of itself (/MK /R), or else how its page is turned. */
function turnOf(view: PdfView, field: FieldToSign): number {
  const own = field.widget === undefined ? undefined : asDictionary(view.get(field.widget.dictionary, 'MK'));
  const stated = own === undefined ? undefined : asInteger(view.get(own, 'R'));
  const page = asReference(field.widget?.dictionary.get('P'))?.objectNumber;
  const turn = stated ?? view.pages().find(({ reference }) => reference.objectNumber === page)?.rotate ?? 0;
  return ((turn % 360) + 360) % 360;
}

function contentOf(size: { readonly width: number; readonly height: number }, texts: AppearanceTexts, pool: FontPool): string {
  const said = signedTexts(texts.language, texts.signingTime, texts.timeZone, texts.methodText, texts.remark);
  const signatory = shownSignatory(texts);
  if (size.width >= full.width && size.height >= full.height) {
    return signedAppearance(size, signatory, said, pool);
  }
  const writer = new ContentWriter().frame(0.25, 0.25, size.width - 0.5, size.height - 0.5, hairline, { lineWidth: 0.5 });
  const width = size.width - 4;
  const wanted = [{ text: signatory.name, weight: 'semibold' as const }, { text: said.signedAt, weight: 'regular' as const }].slice(0, size.height < 18 ? 1 : 2);
  const most = Math.min(9, (size.height - 2) / wanted.length / 1.25);
  let y = size.height - 1;
  for (const { text, weight } of wanted) {
    const fitted = fitText(pool, text, { weight, size: most }, width, Math.min(most, 3));
    for (const line of fitted.lines) {
      y -= fitted.size * 1.2;
      if (y > 0) writer.text(2, y, fitted.size, ink, line);
    }
  }
  return writer.toString();
}
