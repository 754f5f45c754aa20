import { asArray, asDictionary, asName, type PdfDictionary } from '#pdf/read';
import { present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { isInvisible, placesOf, type WidgetPlace } from './appearance.js';
import { objectNumber, partialName } from './field-pair.js';
import { signatureKind } from './signature-field.js';
import type { StepContext } from './step-context.js';

/** What a new signature field may consist of: no actions, no parent, nothing that reaches beyond itself. */
const fieldKeys = new Set([
  'Type', 'Subtype', 'FT', 'T', 'TU', 'TM', 'V', 'Lock', 'SV', 'Ff', 'F', 'Rect', 'P', 'AP', 'AS', 'MK', 'DA', 'Q', 'BS',
  'Border', 'H', 'StructParent', 'NM', 'M', 'Kids', 'Contents', 'DR',
]);
const kidKeys = new Set([...fieldKeys, 'Parent']);

/**
 * A field that was not there: only a signature field, at the root, in a new object, under a new name. Without area it is
 * nothing but a carrier (timestamp, seal). With area it can cover or add text: after a certification it is
 * forbidden, and in a file that lists its fields too.
 *
 * @param names partial names already taken at the root
 */
export function checkNewSignatureField(step: StepAnalysis, context: StepContext, field: Placed, names: ReadonlySet<string>): void {
  const dictionary = asDictionary(field.value);
  const name = partialName(dictionary);
  const about = { fieldName: name, ...objectNumber(field) };
  const widgets = dictionary === undefined ? undefined : widgetsOf(step, field, dictionary);
  if (dictionary === undefined || widgets === undefined || asName(present(dictionary, 'FT')) !== 'Sig' || !step.isFresh(field.reference)) {
    step.forbid({ category: 'UNDEFINED', rule: 'field-added', ...about });
    return;
  }
  if (name === '' || name.includes('.') || names.has(name)) {
    step.forbid({ category: 'SIGFIELD', rule: 'field-name-taken', ...about });
    return;
  }
  for (const widget of widgets) if (widget.reference !== undefined) context.newWidgets.add(widget.reference.objectNumber);
  const isEmpty = present(dictionary, 'V') === undefined;
  const kind = isEmpty ? 'empty' : signatureKind(step, dictionary);
  if (kind === undefined) {
    step.forbid({ category: 'SIGFIELD', rule: 'signature-malformed', ...about });
    return;
  }
  const invisible = widgets.every((widget) => isInvisible(step, widget));
  judge(step, context, { about, kind, invisible, places: invisible ? [{}] : placesOf(step, context, widgets) });
  context.accompanied = true;
  if (isEmpty && field.reference !== undefined) context.newEmptyFields.add(field.reference.objectNumber);
}

interface NewField {
  readonly about: { readonly fieldName: string; readonly objectNumber?: number };
  readonly kind: 'signature' | 'timestamp' | 'empty';
  readonly invisible: boolean;
  readonly places: readonly WidgetPlace[];
}

function judge(step: StepAnalysis, context: StepContext, field: NewField): void {
  const { docMdp, isLocked } = context.permissions;
  const { about, kind, invisible, places } = field;
  const [place] = places;
  if (invisible && kind === 'timestamp') step.permit({ category: 'LTA', rule: 'document-timestamp', ...about });
  else if (!invisible && docMdp !== undefined) step.forbid({ category: 'SIGFIELD', rule: 'visible-field-after-certification', ...about, ...place });
  else if (!invisible && context.fieldsAreClosed) step.forbid({ category: 'SIGFIELD', rule: 'field-not-in-manifest', ...about, ...place });
  else if (docMdp === 1) step.forbid({ category: 'SIGFIELD', rule: 'certification-forbids', ...about });
  else if (isLocked(about.fieldName)) step.forbid({ category: 'SIGFIELD', rule: 'locked-field-changed', ...about });
  else if (!invisible) for (const shown of places) step.permit({ category: 'SIGFIELD', rule: 'visible-signature-field-added', ...about, ...shown });
  else step.permit({ category: 'SIGFIELD', rule: kind === 'empty' ? 'signature-field-added' : 'signature-added', ...about });
}

/** The field itself, or its new kids; undefined when something is in them that must not be. */
function widgetsOf(step: StepAnalysis, field: Placed, dictionary: PdfDictionary): Placed[] | undefined {
  if (!hasOnly(dictionary, fieldKeys)) return undefined;
  const kids = step.after(dictionary, 'Kids');
  if (kids.value === undefined) return [field];
  const items = asArray(kids.value)?.items;
  if (items === undefined) return undefined;
  const widgets = items.map((item) => step.afterValue(item));
  const sound = widgets.every((widget) => {
    const kid = asDictionary(widget.value);
    return kid !== undefined && step.isFresh(widget.reference) && hasOnly(kid, kidKeys) && present(kid, 'T') === undefined && present(kid, 'Kids') === undefined;
  });
  return sound ? widgets : undefined;
}

function hasOnly(dictionary: PdfDictionary, keys: ReadonlySet<string>): boolean {
  return dictionary.duplicateKeys.length === 0 && [...dictionary.entries.keys()].every((key) => keys.has(key));
}
