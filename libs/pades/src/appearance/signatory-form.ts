import { ContentWriter } from '../drawing/content-writer.js';
import { grey, ink } from '../drawing/palette.js';
import { fitText } from '../drawing/text-block.js';
import type { TextSetter } from '../fonts/text-setter.js';
import type { AppearanceSize } from './empty-appearance.js';

/** Where the name and role stand inside a signed box: above the time and the method. */
export const signatoryFormInset = { x: 13, y: 27 } as const;

export function signatoryFormSize(box: AppearanceSize): AppearanceSize {
  return { width: box.width - 2 * signatoryFormInset.x + 4, height: box.height - signatoryFormInset.y - 3 };
}

export interface NameAndRole {
  readonly name: string;
  readonly roleTitle: string;
}

/**
 * Name and role as shaped text of their own. Drawn at prepare for the person expected, so that a signature only has to
 * point at it, whatever script the name is in.
 */
export function signatoryForm(size: AppearanceSize, signatory: NameAndRole, setter: TextSetter): string {
  const writer = new ContentWriter();
  drawSignatory(writer, 0, 0, size, signatory, setter);
  return writer.toString();
}

/** Draws name and role from the top of a box whose lower left corner is (x, y). */
export function drawSignatory(writer: ContentWriter, x: number, y: number, size: AppearanceSize, { name, roleTitle }: NameAndRole, setter: TextSetter): void {
  const nameText = fitText(setter, name, { weight: 'semibold', size: 10 }, size.width, 5);
  const roleText = fitText(setter, roleTitle, { weight: 'regular', size: 8.5 }, size.width, 5);
  const lines = [...nameText.lines.map((text) => ({ text, size: nameText.size, colour: ink })), ...roleText.lines.map((text) => ({ text, size: roleText.size, colour: grey }))];
  // What does not fit even at the smallest size is left to the /BBox: the name stands in full above the box.
  let baseline = y + size.height;
  for (const line of lines) {
    baseline -= line.size + 2.5;
    writer.text(x, baseline + 1, line.size, line.colour, line.text);
  }
}
