import { asDictionary, asName, type PdfDictionary, type PdfValue } from '#pdf/read';
import { AnalysisError } from '../analysis-error.js';
import { present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { checkFormField } from './form-field.js';
import { checkNewSignatureField } from './new-signature-field.js';
import { checkSignatureField } from './signature-field.js';
import { objectNumber, partialName, type FieldPair, type WidgetPair } from './field-pair.js';
import type { StepContext } from './step-context.js';

interface Level {
  readonly parentName: string;
  readonly fieldType: string | undefined;
  readonly depth: number;
  readonly seen: Set<number>;
}

const maxDepth = 60;

export function compareFields(step: StepAnalysis, context: StepContext, roots: { readonly before: Placed; readonly after: Placed }): void {
  step.explain(roots.before, roots.after);
  const level: Level = { parentName: '', fieldType: undefined, depth: 0, seen: new Set() };
  const { pairs, added } = pairUp(step, roots, level);
  for (const pair of pairs) compareField(step, context, pair, level);
  const names = new Set(pairs.map(({ after }) => partialName(asDictionary(after.value))));
  for (const item of added) {
    checkNewSignatureField(step, context, step.afterValue(item), names);
    names.add(partialName(asDictionary(step.afterValue(item).value)));
  }
}

/** Kids by reference number; what has gone or was written directly and changed is forbidden on the spot. */
function pairUp(step: StepAnalysis, lists: { readonly before: Placed; readonly after: Placed }, level: Level): { pairs: { before: Placed; after: Placed }[]; added: PdfValue[] } {
  const was = lists.before.value?.kind === 'array' ? lists.before.value.items : [];
  const is = lists.after.value?.kind === 'array' ? lists.after.value.items : [];
  if (lists.after.value !== undefined && lists.after.value.kind !== 'array') {
    step.forbid({ category: 'UNDEFINED', rule: 'field-list-malformed', path: level.parentName });
    return { pairs: [], added: [] };
  }
  const pairs: { before: Placed; after: Placed }[] = [];
  const used = new Set<PdfValue>();
  was.forEach((item, position) => {
    const before = step.beforeValue({ object: lists.before.place.object, path: `${lists.before.place.path}[${position}]` }, item);
    const match = is.find((candidate) => !used.has(candidate) && step.same(item, candidate));
    if (match === undefined) {
      step.forbid({ category: 'UNDEFINED', rule: 'field-removed', fieldName: qualifiedName(level.parentName, asDictionary(before.value)), ...objectNumber(before) });
      return;
    }
    used.add(match);
    pairs.push({ before, after: step.afterValue(match) });
  });
  return { pairs, added: is.filter((item) => !used.has(item)) };
}

function compareField(step: StepAnalysis, context: StepContext, pair: { readonly before: Placed; readonly after: Placed }, level: Level): void {
  const { before, after } = pair;
  const number = before.reference?.objectNumber;
  if (number !== undefined && level.seen.has(number)) throw new AnalysisError('field-tree-loop');
  if (number !== undefined) level.seen.add(number);
  if (level.depth > maxDepth) throw new AnalysisError('too-many-fields');
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (was === undefined || is === undefined) {
    if (!step.same(before.value, after.value)) step.forbid({ category: 'UNDEFINED', rule: 'field-malformed', ...objectNumber(before) });
    return;
  }
  const name = qualifiedName(level.parentName, was);
  const fieldType = asName(present(was, 'FT')) ?? level.fieldType;
  const kids = { before: step.before(before.place, was, 'Kids'), after: step.after(is, 'Kids') };
  if (kids.before.value === undefined) {
    checkTerminal(step, context, { name, fieldType, before, after, was, is, widgets: [{ before, after, was, is }] });
    return;
  }
  step.explain(kids.before, kids.after);
  const below: Level = { parentName: name, fieldType, depth: level.depth + 1, seen: level.seen };
  const { pairs, added } = pairUp(step, kids, below);
  for (const item of added) step.forbid({ category: 'UNDEFINED', rule: 'field-added', fieldName: name, ...objectNumber(step.afterValue(item)) });
  if (pairs.some(({ before: kid }) => isField(asDictionary(kid.value)))) {
    for (const kid of pairs) compareField(step, context, kid, below);
    checkParent(step, name, { before, after, was, is });
    return;
  }
  const widgets = pairs.flatMap(({ before: from, after: to }) => widgetPair(from, to));
  checkTerminal(step, context, { name, fieldType, before, after, was, is, widgets });
}

function isField(dictionary: PdfDictionary | undefined): boolean {
  return present(dictionary, 'T') !== undefined || present(dictionary, 'Kids') !== undefined;
}

function widgetPair(before: Placed, after: Placed): WidgetPair[] {
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  return was === undefined || is === undefined ? [] : [{ before, after, was, is }];
}

/** A field above other fields has nothing that may change but its /Kids, which are compared one by one. */
function checkParent(step: StepAnalysis, name: string, pair: WidgetPair): void {
  step.explain(pair.before, pair.after, 'back');
  if (!step.same(pair.was, pair.is)) step.forbid({ category: 'UNDEFINED', rule: 'field-changed', fieldName: name, ...objectNumber(pair.before) });
}

function checkTerminal(step: StepAnalysis, context: StepContext, pair: FieldPair): void {
  if (pair.fieldType === 'Sig') checkSignatureField(step, context, pair);
  else checkFormField(step, context, pair);
}

export function qualifiedName(parentName: string, dictionary: PdfDictionary | undefined): string {
  const own = partialName(dictionary);
  return parentName === '' || own === '' ? parentName + own : `${parentName}.${own}`;
}
