import { ContentWriter } from '../drawing/content-writer.js';
import { grey, hairline } from '../drawing/palette.js';
import type { TextSetter } from '../fonts/text-setter.js';

export interface AppearanceSize {
  readonly width: number;
  readonly height: number;
}

/** What an unsigned box shows: that it is unsigned. */
export function emptyAppearance(size: AppearanceSize, notYetSigned: string, setter: TextSetter): string {
  return new ContentWriter()
    .frame(0.5, 0.5, size.width - 1, size.height - 1, hairline, { lineWidth: 0.75, dash: '3 2' })
    .text(13, size.height / 2 - 3, 9, grey, setter.set(notYetSigned, 'regular'))
    .toString();
}
