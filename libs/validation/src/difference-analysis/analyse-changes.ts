import { asDictionary, PdfError, type PdfDocument } from '#pdf/read';
import type { Change } from '../report/validation-report.js';
import { AnalysisMemory } from './analysis-memory.js';
import { strictest, type FieldPermissions } from './permissions.js';
import { ReferenceIndex } from './reference-index.js';
import { checkDocumentRoot } from './rules/document-root.js';
import type { StepContext } from './rules/step-context.js';
import { present } from './same-value.js';
import { StepAnalysis } from './step-analysis.js';

/** What is known about a signature before the analysis starts. */
export interface SignedRevision {
  readonly revisionIndex: number;
  readonly restrictions: FieldPermissions;
}

export interface StepResult {
  readonly revision: number;
  readonly changes: readonly Change[];
  /** False when the step could not be analysed: never "no changes" (R13). */
  readonly known: boolean;
  /** Code of the error that stopped the analysis. */
  readonly error?: string;
}

export interface AnalysisOptions {
  readonly maxObjects: number;
  /** A case manifest lists the fields of this file. */
  readonly fieldsAreClosed: boolean;
}

/**
 * Analyses every revision after the first signed one, each against the state right before it (R7). What a step leaves
 * unexplained is forbidden for every signature before it. Going step by step is at least as strict as comparing each
 * signed revision with the last: a step may not touch what stood before it, whether that was signed or came later, and
 * what no step may touch is the same at the end. It costs the file once plus each update once.
 */
export function analyseChanges(document: PdfDocument, signatures: readonly SignedRevision[], options: AnalysisOptions): readonly StepResult[] {
  const first = Math.min(...signatures.map(({ revisionIndex }) => revisionIndex));
  const last = document.revisions.length - 1;
  if (first >= last) return [];
  const results: StepResult[] = [];
  const pending = new Map<number, number>();
  const memory = new AnalysisMemory();
  let index: ReferenceIndex | undefined;
  for (let revision = first + 1; revision <= last; revision++) {
    try {
      requireReadable(document, revision);
      index ??= new ReferenceIndex(document.at(first), options.maxObjects);
      const permissions = strictest(signatures.filter(({ revisionIndex }) => revisionIndex < revision).map(({ restrictions }) => restrictions));
      const { changes, newEmptyFields } = analyseStep(document, revision, index, { permissions, memory, fieldsAreClosed: options.fieldsAreClosed });
      for (const field of newEmptyFields) pending.set(field, revision);
      results.push({ revision, changes, known: true });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const broken: Change[] = error instanceof UnreadableUpdate
        ? [{ revision, category: 'UNDEFINED', verdict: 'forbidden', rule: 'object-unreadable', objectNumber: error.objectNumber }]
        : [];
      // From here on the index no longer matches the file, so nothing later is known either.
      for (let rest = revision; rest <= last; rest++) results.push({ revision: rest, changes: rest === revision ? broken : [], known: false, error: codeOf(error) });
      break;
    }
  }
  return withdrawUnsigned(document, results, pending);
}

/** An update of a signed file that lists an object which is not there: broken on purpose or not, nobody signed that (R2). */
class UnreadableUpdate extends Error {
  readonly code = 'object-unreadable';

  constructor(readonly objectNumber: number) {
    super('object-unreadable');
  }
}

function requireReadable(document: PdfDocument, revisionIndex: number): void {
  const touched = [...(document.revisions[revisionIndex]?.entries.keys() ?? [])];
  const unreadable = touched.find((objectNumber) => !isReadable(document, revisionIndex, objectNumber));
  if (unreadable !== undefined) throw new UnreadableUpdate(unreadable);
}

function isReadable(document: PdfDocument, revisionIndex: number, objectNumber: number): boolean {
  try {
    document.at(revisionIndex).object(objectNumber);
    return true;
  } catch (error) {
    if (error instanceof PdfError) return false;
    throw error;
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function analyseStep(
  document: PdfDocument, revisionIndex: number, index: ReferenceIndex, given: Pick<StepContext, 'permissions' | 'fieldsAreClosed' | 'memory'>,
): { readonly changes: readonly Change[]; readonly newEmptyFields: ReadonlySet<number> } {
  const touched = [...(document.revisions[revisionIndex]?.entries.keys() ?? [])];
  const step = new StepAnalysis({
    document, revisionIndex, index, touched,
    before: document.at(revisionIndex - 1),
    after: document.at(revisionIndex),
  });
  const context: StepContext = { ...given, newWidgets: new Set(), filledWidgets: new Map(), newEmptyFields: new Set(), accompanied: false };
  checkDocumentRoot(step, context);
  const unexplained = step.unexplained();
  const pages = unexplained.length === 0 ? new Map<number, number>() : new Map(step.input.after.pages().map((page) => [page.reference.objectNumber, page.index + 1]));
  for (const { objectNumber, path, why } of unexplained) {
    const page = nearestPage(index, objectNumber, pages);
    step.forbid({ category: 'UNDEFINED', rule: why === 'no-rule' ? 'object-changed' : `object-${why}`, objectNumber, path, ...(page === undefined ? {} : { page }) });
  }
  // Rewriting objects as they were, or objects that nothing shows, explains no update: somebody added it for another reason.
  if (step.changes.length === 0) step.forbid({ category: 'UNDEFINED', rule: 'update-without-purpose' });
  given.memory.forget(touched, step.input.before, step.input.after);
  return { changes: step.changes, newEmptyFields: context.newEmptyFields };
}

const maxPageSearch = 10_000;

/** Which page shows the object, found by going from referrer to referrer; only for telling people where to look. */
function nearestPage(index: ReferenceIndex, objectNumber: number, pages: ReadonlyMap<number, number>): number | undefined {
  const seen = new Set([objectNumber]);
  const open = [objectNumber];
  for (let at = 0; at < open.length && at < maxPageSearch; at++) {
    const next = open[at] ?? 0;
    const page = pages.get(next);
    if (page !== undefined) return page;
    for (const referrer of index.referrers(next)) {
      if (seen.has(referrer)) continue;
      seen.add(referrer);
      open.push(referrer);
    }
  }
  return undefined;
}

/** An empty signature field added after a signature is only excused by the signature that later fills it. */
function withdrawUnsigned(document: PdfDocument, results: readonly StepResult[], pending: ReadonlyMap<number, number>): readonly StepResult[] {
  const unsigned = [...pending].filter(([field]) => present(asDictionary(document.current.object(field)?.value), 'V') === undefined);
  if (unsigned.length === 0) return results;
  return results.map((result) => {
    const fields = unsigned.filter(([, revision]) => revision === result.revision);
    const added: Change[] = fields.map(([objectNumber]) => ({
      revision: result.revision, category: 'SIGFIELD', verdict: 'forbidden', rule: 'unsigned-field-added', objectNumber,
    }));
    return added.length === 0 ? result : { ...result, changes: [...result.changes, ...added] };
  });
}
