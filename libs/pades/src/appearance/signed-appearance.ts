import { ContentWriter } from '../drawing/content-writer.js';
import { blue, hairline, ink, paleBlue } from '../drawing/palette.js';
import { fitText } from '../drawing/text-block.js';
import type { TextSetter } from '../fonts/text-setter.js';
import type { AppearanceSize } from './empty-appearance.js';
import { drawSignatory, signatoryFormInset, signatoryFormSize } from './signatory-form.js';

/** Resource name of the form that shows name and role. */
export const signatoryFormName = 'Signatory';

/** Characters. */
export const longestMethodText = 100;

export interface SignedTexts {
  /** 'Underskrivet 31 mars 2026 kl. 14.05.12 (UTC+02:00)' */
  readonly signedAt: string;
  /** 'Legitimerad med …' */
  readonly method: string;
}

/** Who is shown: the form drawn at prepare, or another name than was expected then. */
export type ShownSignatory = 'as-prepared' | { readonly name: string; readonly roleTitle: string };

/** What a signed box shows: who, when, and how the person was identified. */
export function signedAppearance(size: AppearanceSize, signatory: ShownSignatory, texts: SignedTexts, setter: TextSetter): string {
  const writer = new ContentWriter()
    .rectangle(0, 0, size.width, size.height, paleBlue)
    .frame(0.4, 0.4, size.width - 0.8, size.height - 0.8, hairline, { lineWidth: 0.75 })
    .rectangle(0, 0, 3.5, size.height, blue);
  const { x, y: bottom } = signatoryFormInset;
  if (signatory === 'as-prepared') writer.form(signatoryFormName, x, bottom);
  else drawSignatory(writer, x, bottom, signatoryFormSize(size), signatory, setter);
  const width = size.width - 2 * signatoryFormInset.x + 4;
  const signedAt = fitText(setter, texts.signedAt, { weight: 'regular', size: 8 }, width, 4);
  let y = 18;
  for (const line of signedAt.lines) writer.text(signatoryFormInset.x, y, signedAt.size, ink, line);
  // The method text is bounded (longestMethodText), so that two small lines always hold it.
  const method = fitText(setter, texts.method, { weight: 'regular', size: 8 }, width, 5.5);
  y -= method.lines.length > 1 ? 7.5 : 10.5;
  for (const line of method.lines) {
    writer.text(signatoryFormInset.x, y, method.size, ink, line);
    y -= 6.5;
  }
  return writer.toString();
}
