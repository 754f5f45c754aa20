import { asBoolean, asDictionary, asInteger, type PdfDictionary } from '#pdf/read';
import { differingKeys, present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { compareFields } from './field-tree.js';
import type { StepContext } from './step-context.js';

/** The interactive form (ISO 32000-2 12.7.3): fields by the field rules, a few entries as named here, the rest as it was. */
export function checkAcroForm(step: StepAnalysis, context: StepContext, before: Placed, after: Placed): void {
  if (before.value === undefined && after.value === undefined) return;
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (is === undefined || (before.value !== undefined && was === undefined)) {
    step.forbid({ category: 'UNDEFINED', rule: 'form-changed', path: 'Root/AcroForm' });
    return;
  }
  step.explain(before, after);
  compareFields(step, context, { before: step.before(before.place, was, 'Fields'), after: step.after(is, 'Fields') });
  compareDefaultResources(step, step.before(before.place, was, 'DR'), step.after(is, 'DR'));
  for (const key of differingKeys(step.bytes, was, is)) {
    if (!is.duplicateKeys.includes(key) && mayChange(key, was, is)) continue;
    step.forbid({ category: 'UNDEFINED', rule: 'form-changed', path: `Root/AcroForm/${key}` });
  }
}

function mayChange(key: string, was: PdfDictionary | undefined, is: PdfDictionary): boolean {
  switch (key) {
    case 'Fields':
    case 'DR':
      return true;
    case 'SigFlags': {
      // Bit 1 signatures exist, bit 2 append only: neither may be taken back.
      const to = asInteger(is.get('SigFlags'));
      const from = asInteger(was?.get('SigFlags')) ?? 0;
      return to !== undefined && to >= 0 && to <= 3 && (from & ~to) === 0;
    }
    case 'NeedAppearances':
      // Turning it on makes readers draw the fields anew, with fonts of their choice.
      return asBoolean(is.get('NeedAppearances')) !== true;
    case 'DA':
    case 'Q':
      return present(was, key) === undefined;
    default:
      return false;
  }
}

/**
 * Default resources: a category or a name may be added, and /XObject (which no default appearance can name) may be
 * replaced, as some signers do. Fonts that fields already use stay the same.
 */
function compareDefaultResources(step: StepAnalysis, before: Placed, after: Placed): void {
  if (before.value === undefined || step.same(before.value, after.value)) {
    step.explain(before, after);
    visitCategories(step, before, after);
    return;
  }
  const is = asDictionary(after.value);
  if (is === undefined || is.duplicateKeys.length > 0 || !visitCategories(step, before, after)) {
    step.forbid({ category: 'UNDEFINED', rule: 'default-resources-changed', path: 'Root/AcroForm/DR' });
    return;
  }
  step.explain(before, after);
  step.permit({ category: 'SIGFIELD', rule: 'default-resources-extended', path: 'Root/AcroForm/DR' });
}

function visitCategories(step: StepAnalysis, before: Placed, after: Placed): boolean {
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (was === undefined || is === undefined) return was === undefined;
  let sound = true;
  for (const key of was.entries.keys()) {
    const from = step.before(before.place, was, key);
    const to = step.after(is, key);
    if (!isExtended(step, key, from, to)) sound = false;
    else step.explain(from, to);
  }
  return sound;
}

function isExtended(step: StepAnalysis, category: string, from: Placed, to: Placed): boolean {
  if (from.value === undefined || step.same(from.value, to.value) || category === 'ProcSet') return true;
  const was = asDictionary(from.value);
  const is = asDictionary(to.value);
  if (was === undefined || is === undefined || is.duplicateKeys.length > 0) return false;
  if (category === 'XObject') return true;
  return [...was.entries.keys()].every((name) => step.same(present(was, name), present(is, name)));
}
