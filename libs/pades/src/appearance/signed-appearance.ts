import { ContentWriter } from '../drawing/content-writer.js';
import { blue, ink, outline, paleBlue } from '../drawing/palette.js';
import { type BlockStyle, fitText, wrapText } from '../drawing/text-block.js';
import type { TextSetter } from '../fonts/text-setter.js';
import { signatoryFormName } from './signatory-form.js';
import { type BoxLine, heightOf, lineOf, type NameAndRole, signatoryLines } from './signatory-lines.js';
import { type AppearanceSize, boxInset, boxPadding, drawBoxLines, textWidthOf } from './signed-box.js';

/** Characters. */
export const longestMethodText = 100;

export interface SignedTexts {
  /** 'Underskrivet 31 mars 2026 kl. 14.05.12 (UTC+02:00)' */
  readonly signedAt: string;
  /** 'Legitimerad med …' */
  readonly method: string;
  /** 'Anmärkning: …', shown whole, however small that makes it. */
  readonly remark?: string;
}

/** Who is shown: the form drawn at prepare, of this height in points, or another name than was expected then. */
export type ShownSignatory = { readonly preparedHeight: number } | NameAndRole;

const timeStyle: BlockStyle = { weight: 'regular', size: 8.5, leading: 11.5, colour: ink };
const smallStyle: BlockStyle = { weight: 'regular', size: 7, leading: 9, colour: ink };
const remarkStyle: BlockStyle = { weight: 'regular', size: 7.5, leading: 9.5, colour: ink };
const barWidth = 3.5;
/** Below this, lines grow no longer: what is left is made to fit. */
const smallestFactor = 0.4;

/** What a signed box shows: who, when, how the person was identified, and what they remarked. */
export function signedAppearance(size: AppearanceSize, signatory: ShownSignatory, texts: SignedTexts, setter: TextSetter): string {
  const writer = new ContentWriter()
    .rectangle(0, 0, size.width, size.height, paleBlue)
    .frame(0.4, 0.4, size.width - 0.8, size.height - 0.8, outline, { lineWidth: 0.8 })
    .rectangle(0, 0, barWidth, size.height, blue);
  const width = textWidthOf(size.width);
  const shown = 'preparedHeight' in signatory ? [] : signatoryLines(signatory, width, setter);
  const nameHeight = 'preparedHeight' in signatory ? signatory.preparedHeight : heightOf(shown);
  const { lines, factor } = fitted(texts, { nameHeight, width, height: size.height - boxPadding * 0.6 }, setter);
  const top = size.height - (size.height - (nameHeight + heightOf(lines)) * factor) / 2;
  if ('preparedHeight' in signatory) writer.form(signatoryFormName, boxInset.left, top - nameHeight * factor, factor);
  drawBoxLines(writer, shown, boxInset.left, top, factor);
  drawBoxLines(writer, lines, boxInset.left, top - nameHeight * factor, factor);
  return writer.toString();
}

interface Room {
  readonly nameHeight: number;
  readonly width: number;
  readonly height: number;
}

/**
 * All lines below the name, and what the whole is enlarged by. Names are measured at prepare; only another, longer name, or a long remark, makes all of it
 * smaller: then more goes onto each line.
 */
function fitted(texts: SignedTexts, { nameHeight, width, height }: Room, setter: TextSetter): { readonly lines: readonly BoxLine[]; readonly factor: number } {
  for (let factor = 1; ; factor -= 0.04) {
    const lines = [...timeAndMethod(texts, width / factor, setter), ...remarkLines(texts.remark, width / factor, setter)];
    const fits = height / (nameHeight + heightOf(lines));
    if (fits >= factor || factor < smallestFactor) return { lines, factor: Math.min(factor, fits) };
  }
}

/** Each on one line where it fits, set smaller rather than broken, and never the method larger than the time above it. */
function timeAndMethod({ signedAt, method }: SignedTexts, width: number, setter: TextSetter): BoxLine[] {
  const time = fitText(setter, signedAt, timeStyle, width, smallStyle.size);
  return [time, fitText(setter, method, { ...timeStyle, size: time.size }, width, smallStyle.size)].flatMap(({ lines, size }) => lines.map((line) => lineOf(line, { ...timeStyle, size, leading: leadingOf(size) })));
}

/** Between the small and the usual style's. */
function leadingOf(size: number): number {
  return smallStyle.leading + ((size - smallStyle.size) * (timeStyle.leading - smallStyle.leading)) / (timeStyle.size - smallStyle.size);
}

function remarkLines(remark: string | undefined, width: number, setter: TextSetter): BoxLine[] {
  if (remark === undefined) return [];
  return wrapText(setter, remark.replace(/\s+/gu, ' '), remarkStyle, width).map((line) => lineOf(line, remarkStyle));
}
