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

/**
 * Name and role as shaped text of their own. Drawn at prepare for the person expected, so that a signature only has to
 * point at it, whatever script the name is in.
 */
export function signatoryForm(size: AppearanceSize, name: string, roleTitle: string, setter: TextSetter): string {
  const writer = new ContentWriter();
  const nameSize = fitText(setter, name, { weight: 'semibold', size: 10 }, size.width, 5);
  const roleSize = fitText(setter, roleTitle, { weight: 'regular', size: 8.5 }, size.width, 5);
  const lines = [...nameSize.lines.map((text) => ({ text, size: nameSize.size, colour: ink })), ...roleSize.lines.map((text) => ({ text, size: roleSize.size, colour: grey }))];
  // What does not fit even at the smallest size is left to the form's /BBox: the name stands in full above the box.
  let y = size.height;
  for (const line of lines) {
    y -= line.size + 2.5;
    writer.text(0, y + 1, line.size, line.colour, line.text);
  }
  return writer.toString();
}
