import { ContentWriter } from '../drawing/content-writer.js';
import { grey, outline } from '../drawing/palette.js';
import type { TextSetter } from '../fonts/text-setter.js';
import { type AppearanceSize, boxInset } from './signed-box.js';

const size = 9;

/** What an unsigned box shows: that it is unsigned. */
export function emptyAppearance(box: AppearanceSize, notYetSigned: string, setter: TextSetter): string {
  return new ContentWriter()
    .frame(0.4, 0.4, box.width - 0.8, box.height - 0.8, outline, { lineWidth: 0.8, dash: '3 2.5' })
    .text(boxInset.left, box.height / 2 - size * 0.36, size, grey, setter.set(notYetSigned, 'regular'))
    .toString();
}
