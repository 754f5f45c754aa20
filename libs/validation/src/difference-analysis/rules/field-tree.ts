import { asDictionary, asName, type PdfDictionary, type PdfValue } from '#pdf/read';
import { AnalysisError } from '../analysis-error.js';
import { present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { checkFormField } from './form-field.js';
import { checkNewSignatureField } from './new-signature-field.js';
import { checkSignatureField } from './signature-field.js';
import { objectNumber, partialName, type FieldPair, type WidgetPair } from './field-pair.js';
import { MatchingItems } from './matching-items.js';
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
  const { pairs, added } = pairUp(step, roots, { ...level, known: context.memory.plainFields });
  for (const pair of pairs) compareField(step, context, pair, level);
  const names = added.length === 0 ? new Set<string>() : namesOf(step, context, roots.before.value);
  for (const item of added) {
    checkNewSignatureField(step, context, step.afterValue(item), names);
    names.add(partialName(asDictionary(step.afterValue(item).value)));
  }
}

/** Names at the root before the step; of plain fields they are kept. */
function namesOf(step: StepAnalysis, context: StepContext, list: PdfValue | undefined): Set<string> {
  const known = context.memory.plainFields;
  return new Set((list?.kind === 'array' ? list.items : []).map((item) => {
    const kept = item.kind === 'reference' ? known.get(item.objectNumber) : undefined;
    return kept ?? partialName(asDictionary(step.input.before.resolve(item)));
  }));
}

interface PairedLists {
  readonly pairs: { readonly before: Placed; readonly after: Placed }[];
  readonly added: PdfValue[];
}

/** Kids by reference number; what has gone or was written directly and changed is forbidden on the spot. */
function pairUp(
  step: StepAnalysis, lists: { readonly before: Placed; readonly after: Placed }, level: Level & { readonly known?: ReadonlyMap<number, string> },
): PairedLists {
  const was = lists.before.value?.kind === 'array' ? lists.before.value.items : [];
  const is = lists.after.value?.kind === 'array' ? lists.after.value.items : [];
  if (lists.after.value !== undefined && lists.after.value.kind !== 'array') {
    step.forbid({ category: 'UNDEFINED', rule: 'field-list-malformed', path: level.parentName });
    return { pairs: [], added: [] };
  }
  const pairs: { before: Placed; after: Placed }[] = [];
  const matches = new MatchingItems(step, is);
  was.forEach((item, position) => {
    const match = matches.take(item, position);
    // Nothing changed in the field or behind it: there is nothing to explain.
    if (match !== undefined && item.kind === 'reference' && level.known?.has(item.objectNumber) === true && !step.isNear(item.objectNumber)) return;
    const before = step.beforeValue({ object: lists.before.place.object, path: `${lists.before.place.path}[${position}]` }, item);
    if (match !== undefined) pairs.push({ before, after: step.afterValue(match) });
    else step.forbid({ category: 'UNDEFINED', rule: 'field-removed', fieldName: qualifiedName(level.parentName, asDictionary(before.value)), ...objectNumber(before) });
  });
  return { pairs, added: matches.left() };
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
    if (level.depth === 0 && number !== undefined && kids.after.value === undefined) context.memory.plainFields.set(number, name);
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
