import { ContentWriter } from '../drawing/content-writer.js';
import type { TextSetter } from '../fonts/text-setter.js';
import { heightOf, type NameAndRole, signatoryLines } from './signatory-lines.js';
import { type AppearanceSize, drawBoxLines, textWidthOf } from './signed-box.js';

/** Resource name of the form that shows name and role. */
export const signatoryFormName = 'Signatory';

/** Marks above capitals and below letters reach out of their line; they must not be cut off. Points. */
const bleed = 6;

/**
 * Name and role as shaped text of their own. Drawn at prepare for the person expected, so that a signature only has to
 * point at it, whatever script the name is in.
 */
export function signatoryForm(boxWidth: number, signatory: NameAndRole, setter: TextSetter): AppearanceSize & { readonly content: string; readonly bleed: number } {
  const lines = signatoryLines(signatory, textWidthOf(boxWidth), setter);
  const height = heightOf(lines);
  const writer = new ContentWriter();
  drawBoxLines(writer, lines, 0, height);
  return { content: writer.toString(), width: textWidthOf(boxWidth), height, bleed };
}
