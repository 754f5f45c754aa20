import { decodeTextString, type PdfDictionary, type PdfView } from '#pdf/read';
import { differingKeys } from '../same-value.js';
import type { StepAnalysis } from '../step-analysis.js';
import { flagsOf, hidingFlags, placesOf, visitAppearance } from './appearance.js';
import { objectNumber, type FieldPair, type WidgetPair } from './field-pair.js';
import type { StepContext } from './step-context.js';

/** What filling in may write (ISO 32000-2 12.7.4, R9). */
const fillableKeys = new Set(['V', 'AP', 'AS', 'DA', 'Q', 'Ff', 'F', 'Type', 'I', 'TI', 'RV', 'MK', 'M']);

/** A text, choice or button field may be filled in where no signature forbids it; every change is told. */
export function checkFormField(step: StepAnalysis, context: StepContext, pair: FieldPair): void {
  const parts: readonly WidgetPair[] = pair.widgets.some(({ was }) => was === pair.was) ? pair.widgets : [pair, ...pair.widgets];
  const before = step.changes.length;
  let changed = false;
  for (const part of parts) {
    const keys = differingKeys(step.bytes, part.was, part.is);
    const appearanceSound = visitAppearance(step, part);
    step.explain(part.before, part.after, 'back');
    if (keys.length === 0) continue;
    changed = true;
    const sound = appearanceSound && part.is.duplicateKeys.length === 0 && keys.every((key) => fillableKeys.has(key)) && staysVisible(step, part);
    if (!sound || !valueIsNew(step, part)) step.forbid({ category: 'UNDEFINED', rule: 'field-changed', fieldName: pair.name, ...objectNumber(part.before) });
  }
  const inPlace = pair.widgets.some((widget) => appearanceOverwritten(step, widget));
  if ((!changed && !inPlace) || step.changes.length > before) return;
  const { docMdp } = context.permissions;
  if (context.permissions.isLocked(pair.name)) step.forbid({ category: 'FORM', rule: 'locked-field-changed', fieldName: pair.name });
  else if (docMdp !== undefined && docMdp < 2) step.forbid({ category: 'FORM', rule: 'certification-forbids', fieldName: pair.name });
  else {
    const about = { category: 'FORM', rule: docMdp === undefined ? 'form-field-filled' : 'form-field-filled-as-certified', fieldName: pair.name, ...valuesOf(step, pair) } as const;
    for (const place of placesOf(step, context, pair.widgets.map(({ after }) => after))) step.permit({ ...about, ...place });
  }
}

const longestValue = 500;

/** What the field said and says: whoever reads the report must see it, since the appearance need not agree. */
function valuesOf(step: StepAnalysis, pair: FieldPair): { readonly valueBefore: string | null; readonly valueAfter: string | null } {
  return { valueBefore: textOf(step.input.before, pair.was), valueAfter: textOf(step.input.after, pair.is) };
}

function textOf(view: PdfView, field: PdfDictionary): string | null {
  const value = view.get(field, 'V');
  const items = value?.kind === 'array' ? value.items.map((item) => view.resolve(item)) : [value];
  const texts = items.flatMap((item) => {
    if (item?.kind === 'string') return [decodeTextString(item)];
    if (item?.kind === 'name') return [item.value];
    return item?.kind === 'stream' ? [decodeTextString(view.streamData(item, longestValue * 8))] : [];
  });
  return texts.length === 0 ? null : texts.join(', ').slice(0, longestValue);
}

/** Whether a hidden field shows or a shown one hides is not filling in. */
function staysVisible(step: StepAnalysis, part: WidgetPair): boolean {
  return (flagsOf(step, part.before, 'before') & hidingFlags) === (flagsOf(step, part.after, 'after') & hidingFlags);
}

/** A value in an object of its own must be a new object: an old one could be anything. */
function valueIsNew(step: StepAnalysis, part: WidgetPair): boolean {
  const value = part.is.get('V');
  if (value?.kind !== 'reference' || step.same(part.was.get('V'), value)) return true;
  return step.isFresh(value);
}

function appearanceOverwritten(step: StepAnalysis, widget: WidgetPair): boolean {
  const appearance = step.after(widget.is, 'AP');
  if (appearance.reference !== undefined && step.changed.has(appearance.reference.objectNumber)) return true;
  if (appearance.value?.kind !== 'dictionary') return false;
  return [...appearance.value.entries.values()].some((value) => value.kind === 'reference' && step.changed.has(value.objectNumber));
}
