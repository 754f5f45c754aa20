import { asDictionary, asInteger, asName, type PdfDictionary, type PdfPage, type PdfReference, type PdfValue } from '#pdf/read';
import { differingKeys, present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { isInvisible, rectangle } from './appearance.js';
import { markupSubtype } from './markup-annotation.js';
import { MatchingItems } from './matching-items.js';
import type { StepContext } from './step-context.js';

/**
 * A page may get the widgets of this step's new signature fields as further annotations. Everything else about it stays:
 * what it refers to is compared object by object.
 */
export function checkPages(step: StepAnalysis, context: StepContext): void {
  const pages = context.memory.pagesOf(step.input.before);
  for (const objectNumber of touchedPages(step)) {
    const page = pages.get(objectNumber);
    if (page !== undefined) checkPage(step, context, page);
  }
}

/** Objects that changed, and those that refer to an array that changed, as a page does to its /Annots. */
function touchedPages(step: StepAnalysis): ReadonlySet<number> {
  const touched = new Set(step.changed);
  for (const objectNumber of step.changed) {
    if (step.input.before.object(objectNumber)?.value.kind !== 'array') continue;
    for (const referrer of step.input.index.referrers(objectNumber)) touched.add(referrer);
  }
  return touched;
}

function checkPage(step: StepAnalysis, context: StepContext, page: PdfPage): void {
  const before: Placed = { value: page.dictionary, place: { object: page.reference.objectNumber, path: '' }, reference: page.reference };
  const after = step.afterValue(page.reference);
  const is = asDictionary(after.value);
  const about = { page: page.index + 1, objectNumber: page.reference.objectNumber };
  if (is === undefined) {
    step.forbid({ category: 'UNDEFINED', rule: 'page-changed', ...about });
    return;
  }
  step.explain(before, after, 'back');
  for (const key of differingKeys(step.bytes, page.dictionary, is)) {
    if (!is.duplicateKeys.includes(key) && (key === 'Annots' || isTagging(context, key, page.dictionary, is))) continue;
    step.forbid({ category: 'UNDEFINED', rule: 'page-changed', path: key, ...about });
  }
  compareAnnotations(step, context, { before: step.before(before.place, page.dictionary, 'Annots'), after: step.after(is, 'Annots'), page: page.index + 1 });
}

/** In a tagged document a page that got its first field joins the parent tree and says in which order it is tabbed. */
function isTagging(context: StepContext, key: string, was: PdfDictionary, is: PdfDictionary): boolean {
  if (context.newWidgets.size === 0 || present(was, key) !== undefined) return false;
  return (key === 'StructParents' && asInteger(is.get(key)) !== undefined) || (key === 'Tabs' && asName(is.get(key)) !== undefined);
}

function compareAnnotations(step: StepAnalysis, context: StepContext, lists: { before: Placed; after: Placed; page: number }): void {
  const { before, after, page } = lists;
  const was = before.value?.kind === 'array' ? before.value.items : [];
  const is = after.value?.kind === 'array' ? after.value.items : [];
  const malformed = (after.value !== undefined && after.value.kind !== 'array') || (before.value !== undefined && before.value.kind !== 'array');
  if (malformed && !step.same(before.value, after.value)) {
    step.forbid({ category: 'UNDEFINED', rule: 'page-changed', path: 'Annots', page });
    return;
  }
  step.explain(before, after);
  const matches = new MatchingItems(step, is);
  let last = -1;
  was.forEach((item, likely) => {
    const position = matches.positionOf(item, likely);
    // Later annotations are drawn over earlier ones, so their order is content.
    if (position === undefined || position < last) step.forbid({ category: 'ANNOT', rule: position === undefined ? 'annotation-removed' : 'annotations-reordered', page });
    last = Math.max(last, position ?? -1);
  });
  for (const item of matches.left()) {
    if (item.kind === 'reference' && (context.newWidgets.has(item.objectNumber) || mayShow(step, context, item, page))) continue;
    if (mayAnnotate(step, context, item, page)) continue;
    step.forbid({ category: 'ANNOT', rule: 'annotation-added', page, ...describe(asDictionary(step.afterValue(item).value)) });
  }
}

/** The widget of an old signature field that is signed now may come to its page now: what is seen of it is new. */
function mayShow(step: StepAnalysis, context: StepContext, item: PdfReference, page: number): boolean {
  const fieldName = context.filledWidgets.get(item.objectNumber);
  if (fieldName === undefined) return false;
  const widget = step.afterValue(item);
  if (isInvisible(step, widget)) return true;
  if (context.permissions.docMdp !== undefined || context.fieldsAreClosed) return false;
  const rect = rectangle(step, widget);
  step.permit({ category: 'SIGFIELD', rule: 'visible-signature-field-added', fieldName, page, objectNumber: item.objectNumber, ...(rect === undefined ? {} : { rect }) });
  return true;
}

/** A comment where a certification allows comments (DocMDP level 3): told, and looked at for what it covers (A-18, R10). */
function mayAnnotate(step: StepAnalysis, context: StepContext, item: PdfValue, page: number): boolean {
  if (context.permissions.docMdp !== 3 || context.fieldsAreClosed || item.kind !== 'reference') return false;
  const annotation = step.afterValue(item);
  const subtype = markupSubtype(step, item, page, context);
  if (subtype === undefined) return false;
  const rect = rectangle(step, annotation);
  step.permit({ category: 'ANNOT', rule: 'annotation-added-as-certified', page, path: subtype, objectNumber: item.objectNumber, ...(rect === undefined ? {} : { rect }) });
  return true;
}

function describe(annotation: PdfDictionary | undefined): { readonly path?: string } {
  const subtype = asName(present(annotation, 'Subtype'));
  return subtype === undefined ? {} : { path: subtype };
}
