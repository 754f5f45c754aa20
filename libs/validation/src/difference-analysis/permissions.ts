import { asArray, asDictionary, asInteger, asName, asString, decodeTextString, type PdfDictionary, type PdfView } from '#pdf/read';

/** What the signatures made so far allow to those who come after, the strictest of each. */
export interface FieldPermissions {
  /** DocMDP level (ISO 32000-2 12.8.2.2); undefined when nobody certified. */
  readonly docMdp: 1 | 2 | 3 | undefined;
  /** FieldMDP and /Lock (12.8.2.4). */
  readonly isLocked: (fieldName: string) => boolean;
}

export const noRestriction: FieldPermissions = { docMdp: undefined, isLocked: () => false };

/** What one signature restricts: its own transforms, and the /Lock of the field it stands in (MDP-03). */
export function restrictionsOf(view: PdfView, signature: PdfDictionary, field: PdfDictionary | undefined): FieldPermissions {
  const found: FieldPermissions[] = [];
  const references = asArray(view.get(signature, 'Reference'))?.items ?? [];
  for (const item of references) {
    const reference = asDictionary(view.resolve(item));
    if (reference === undefined) continue;
    const method = asName(view.get(reference, 'TransformMethod'));
    const parameters = asDictionary(view.get(reference, 'TransformParams'));
    // Table 257: /P is 2 when it is not given. Anything but 1, 2 or 3 is read as the strictest.
    if (method === 'DocMDP') found.push({ docMdp: levelOf(view, parameters, 2), isLocked: () => false });
    if (method === 'FieldMDP') found.push({ docMdp: undefined, isLocked: lockOf(view, parameters) });
  }
  const lock = field === undefined ? undefined : asDictionary(view.get(field, 'Lock'));
  if (lock !== undefined) {
    const restricts = view.get(lock, 'P') !== undefined;
    found.push({ docMdp: restricts ? levelOf(view, lock, 1) : undefined, isLocked: lockOf(view, lock) });
  }
  return strictest(found);
}

function levelOf(view: PdfView, parameters: PdfDictionary | undefined, fallback: 1 | 2): 1 | 2 | 3 {
  const value = parameters === undefined ? undefined : view.get(parameters, 'P');
  if (value === undefined) return fallback;
  const level = asInteger(value);
  return level === 2 || level === 3 ? level : 1;
}

function lockOf(view: PdfView, parameters: PdfDictionary | undefined): (fieldName: string) => boolean {
  const action = parameters === undefined ? undefined : asName(view.get(parameters, 'Action'));
  const items = parameters === undefined ? [] : (asArray(view.get(parameters, 'Fields'))?.items ?? []);
  const names = items.flatMap((item) => {
    const text = asString(view.resolve(item));
    return text === undefined ? [] : [decodeTextString(text)];
  });
  const isNamed = (fieldName: string) => names.some((name) => fieldName === name || fieldName.startsWith(`${name}.`));
  if (action === 'Include') return isNamed;
  if (action === 'Exclude') return (fieldName) => !isNamed(fieldName);
  // /All, and anything that is not understood.
  return () => true;
}

export function strictest(all: readonly FieldPermissions[]): FieldPermissions {
  const levels = all.map(({ docMdp }) => docMdp).filter((level) => level !== undefined);
  const docMdp = levels.includes(1) ? 1 : levels.includes(2) ? 2 : levels.includes(3) ? 3 : undefined;
  return { docMdp, isLocked: (fieldName) => all.some((one) => one.isLocked(fieldName)) };
}
