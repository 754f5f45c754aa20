import { asDictionary, asInteger, asName, asReference, type PdfDictionary } from '#pdf/read';
import { differingKeys } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { trailerNumber } from '../reference-index.js';
import { checkAcroForm } from './acro-form.js';
import { checkDocumentInformation } from './document-information.js';
import { checkExtensions } from './extensions.js';
import { checkMetadata } from './metadata.js';
import { checkPages } from './page-annotations.js';
import { checkSecurityStore } from './security-store.js';
import type { StepContext } from './step-context.js';
import { checkStructureTree } from './structure-tree.js';

/** Keys of cross-reference streams and of the chain itself: they describe the section, not the document. */
const sectionKeys = new Set(['Size', 'Prev', 'XRefStm', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'ID', 'Info', 'DL', 'F', 'FFilter', 'FDecodeParms']);
/** What no reader uses; tools drop these when they append (LibreOffice writes them). */
const ignorableKeys = new Set(['DocChecksum', 'AdditionalStreams']);

/** From the trailer down: everything not named here must be what it was. */
export function checkDocumentRoot(step: StepAnalysis, context: StepContext): void {
  const before = step.input.before.trailer;
  const after = step.input.after.trailer;
  for (const key of differingKeys(step.bytes, before, after)) {
    if (sectionKeys.has(key) || ignorableKeys.has(key)) continue;
    step.forbid({ category: 'UNDEFINED', rule: 'trailer-changed', path: key });
  }
  const top = { object: trailerNumber, path: '' };
  const catalogBefore = step.before(top, before, 'Root');
  const catalogAfter = step.after(after, 'Root');
  checkCatalog(step, context, catalogBefore, catalogAfter);
  checkDocumentInformation(step, context, step.before(top, before, 'Info'), step.after(after, 'Info'));
}

function checkCatalog(step: StepAnalysis, context: StepContext, placedBefore: Placed, placedAfter: Placed): void {
  const before = asDictionary(placedBefore.value);
  const after = asDictionary(placedAfter.value);
  if (before === undefined || after === undefined) {
    step.forbid({ category: 'UNDEFINED', rule: 'catalog-changed', path: 'Root' });
    return;
  }
  step.explain(placedBefore, placedAfter, 'back');
  const { place } = placedBefore;
  checkAcroForm(step, context, step.before(place, before, 'AcroForm'), step.after(after, 'AcroForm'));
  checkPages(step, context);
  if (checkSecurityStore(step, step.before(place, before, 'DSS'), step.after(after, 'DSS'))) context.accompanied = true;
  checkExtensions(step, step.before(place, before, 'Extensions'), step.after(after, 'Extensions'));
  checkMetadata(step, context, step.before(place, before, 'Metadata'), step.after(after, 'Metadata'));
  checkStructureTree(step, context, { before, after, place });
  for (const key of differingKeys(step.bytes, before, after)) checkCatalogKey(step, key, before, after);
}

const keysWithRules = new Set(['AcroForm', 'DSS', 'Extensions', 'Metadata', 'StructTreeRoot']);

function checkCatalogKey(step: StepAnalysis, key: string, before: PdfDictionary, after: PdfDictionary): void {
  if (after.duplicateKeys.includes(key)) {
    step.forbid({ category: 'UNDEFINED', rule: 'duplicate-key', path: `Root/${key}` });
    return;
  }
  if (keysWithRules.has(key) || (key === 'Version' && raisesVersion(before, after)) || becameIndirect(step, key, before, after)) return;
  const category = key === 'Pages' ? 'UNDEFINED' : 'STRUCT';
  step.forbid({ category, rule: key === 'Perms' ? 'permissions-changed' : 'catalog-changed', path: `Root/${key}` });
}

/** ISO 32000-2 7.5.2: an update may raise the version; PAdES signers do. */
function raisesVersion(before: PdfDictionary, after: PdfDictionary): boolean {
  const from = asName(before.get('Version')) ?? '1.0';
  const to = asName(after.get('Version'));
  return to !== undefined && /^[12]\.\d$/.test(to) && to >= from;
}

/** Some writers move a direct value into an object of its own, or back, without changing it. */
function becameIndirect(step: StepAnalysis, key: string, before: PdfDictionary, after: PdfDictionary): boolean {
  return sameButForReferences(step, before.get(key), after.get(key), 0);
}

function sameButForReferences(step: StepAnalysis, a: PdfDictionary['entries'] extends ReadonlyMap<string, infer V> ? V | undefined : never, b: typeof a, depth: number): boolean {
  if (a === undefined || b === undefined || depth > 3) return false;
  const from = asReference(a);
  const to = asReference(b);
  if (from !== undefined && to !== undefined) return step.same(a, b);
  if (from !== undefined || (to !== undefined && !step.isFresh(to))) return false;
  const resolved = to === undefined ? b : step.afterValue(b).value;
  if (resolved === undefined) return false;
  if (a.kind === 'array') return resolved.kind === 'array' && a.items.length === resolved.items.length && a.items.every((item, i) => step.same(item, resolved.items[i]) || sameButForReferences(step, item, resolved.items[i], depth + 1));
  return a.kind !== 'reference' && step.same(a, resolved);
}

export function integerOf(dictionary: PdfDictionary | undefined, key: string): number | undefined {
  return asInteger(dictionary?.get(key));
}
