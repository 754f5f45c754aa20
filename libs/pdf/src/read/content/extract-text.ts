import type { PdfPage, PdfView } from '../model.js';
import type { ContentLimits, TextRun } from './page-content.js';
import { pageContent } from './read-content.js';

/** Gap between two runs of a line, in ems, that reads as a space. */
const wordGap = 0.15;
/** Shift of the baseline, in ems, that begins a new line. */
const lineShift = 0.5;

/**
 * A page's text in the order it is painted, which for text processors is reading order: runs on one baseline joined,
 * one line per baseline, compatibility ligatures resolved (NFKC for them only). Text that is not to be seen is left
 * out unless `hidden` asks for it, as for scanned pages with recognised text under the picture.
 */
export function extractText(view: PdfView, page: PdfPage, options: { readonly hidden?: boolean; readonly limits?: Partial<ContentLimits> } = {}): string {
  const runs = pageContent(view, page, options.limits).texts.filter(({ visible }) => visible || options.hidden === true);
  let text = '';
  let before: TextRun | undefined;
  for (const run of runs) {
    text += before === undefined ? run.text : `${separator(before, run, text)}${run.text}`;
    before = run;
  }
  return text.replace(/[\ufb00-\ufb06]/gu, (ligature) => ligature.normalize('NFKC'));
}

function separator(before: TextRun, run: TextRun, text: string): string {
  const size = Math.max(before.fontSize, run.fontSize, 1);
  const turned = Math.abs(before.angle - run.angle) > 1;
  const upright = Math.abs(run.angle) < 1;
  const shift = upright ? Math.abs(before.y - run.y) : Math.abs(before.x - run.x);
  if (turned || shift > lineShift * size || (upright && run.x < before.box.left)) return '\n';
  const gap = upright ? run.box.left - before.box.right : 0;
  return gap > wordGap * size && !/\s$/u.test(text) && !/^\s/u.test(run.text) ? ' ' : '';
}
