import { PdfError, type PdfDocument, type PdfPage } from '#pdf/read';
import type { Finding } from '../report/reason.js';
import { findActiveContent } from './active-content.js';
import { pageWithCoveredText } from './covered-text.js';
import { fieldsShowingOtherText } from './field-texts.js';
import type { ShownPages } from './shown-pages.js';
import { hasUnreachablePages } from './unreachable-pages.js';

export interface ShownContent {
  readonly findings: readonly Finding[];
  /** False: the file holds more than was looked at. */
  readonly activeContentChecked: boolean;
  readonly hiddenContentChecked: boolean;
}

/** Pages whose content is read for what it hides. Minutes have fewer; the report says when they were not read. */
export const maxPagesLookedAt = 40;

/**
 * What may make the same bytes look different, and what was there to be uncovered later when the file was signed
 * . None of it breaks a signature: it is told, and the reader judges.
 *
 * @param signedRevision index of the first signed revision: hidden content is looked for in what was signed
 * @param shown what others have read of it already
 */
export function inspectShownContent(document: PdfDocument, signedRevision: number, shown: ShownPages): ShownContent {
  const active = findActiveContent(document);
  const findings: Finding[] = [];
  if (active.kinds.length > 0) findings.push({ code: 'content-may-vary', weight: 'note', clause: 'A-41', detail: { kinds: active.kinds.join(', ') } });
  if (active.complete && hasUnreachablePages(document, active.reached)) findings.push({ code: 'hidden-content', weight: 'note', clause: 'A-17', detail: { what: 'unreachable pages' } });
  const view = document.at(signedRevision);
  const pages = pagesOf(document, signedRevision);
  const looked = pages !== undefined && pages.length <= maxPagesLookedAt;
  const page = looked ? pageWithCoveredText(view, pages, shown) : undefined;
  if (page !== undefined) findings.push({ code: 'hidden-content', weight: 'note', clause: 'A-14', detail: { what: 'covered text', page } });
  const [field] = fieldsShowingOtherText(view);
  if (field !== undefined) findings.push({ code: 'hidden-content', weight: 'note', clause: 'A-16', detail: { what: 'field value', field } });
  return { findings, activeContentChecked: active.complete, hiddenContentChecked: looked };
}

function pagesOf(document: PdfDocument, revision: number): readonly PdfPage[] | undefined {
  try {
    return document.at(revision).pages();
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}
