import { asArray, asDictionary, asInteger, asName, asString, decodeTextString, signatureFields, type PdfDictionary, type PdfView, type SignatureFieldInfo } from '#pdf/read';

/** What the signatures that are in the file allow to whoever comes next, the strictest of each (MDP-04). */
export interface SigningPermissions {
  /** DocMDP level (ISO 32000-2 Table 257); undefined: nobody certified the file. */
  readonly docMdp: 1 | 2 | 3 | undefined;
  /** FieldMDP, and the /Lock of fields that are signed (ISO 32000-2 Table 258, Table 236). */
  readonly isLocked: (fieldName: string) => boolean;
}

/** Signed fields: what they hold restricts what may follow. Empty ones restrict nothing yet. */
export function signingPermissions(view: PdfView, fields: readonly SignatureFieldInfo[] = signatureFields(view)): SigningPermissions {
  const levels: (1 | 2 | 3)[] = [];
  const locks: ((fieldName: string) => boolean)[] = [];
  const signatures = fields.flatMap(({ value, dictionary }) => (value === undefined ? [] : [{ value, lock: asDictionary(view.get(dictionary, 'Lock')) }]));
  for (const { value, lock } of [...signatures, ...certification(view)]) {
    for (const { method, parameters } of transforms(view, value)) {
      // Table 257: /P is 2 when it is not given.
      if (method === 'DocMDP') levels.push(levelOf(view, parameters, 2));
      if (method === 'FieldMDP') locks.push(lockOf(view, parameters));
    }
    if (lock === undefined) continue;
    locks.push(lockOf(view, lock));
    if (lock.get('P') !== undefined) levels.push(levelOf(view, lock, 1));
  }
  const strictest = ([1, 2, 3] as const).find((level) => levels.includes(level));
  return { docMdp: strictest, isLocked: (fieldName) => locks.some((locked) => locked(fieldName)) };
}

/** The signature that catalog /Perms /DocMDP names: it counts even where no field leads to it. */
function certification(view: PdfView): { value: PdfDictionary; lock: undefined }[] {
  const permissions = asDictionary(view.get(view.catalog, 'Perms'));
  const value = permissions === undefined ? undefined : asDictionary(view.get(permissions, 'DocMDP'));
  return value === undefined ? [] : [{ value, lock: undefined }];
}

function transforms(view: PdfView, signature: PdfDictionary): { method: string | undefined; parameters: PdfDictionary | undefined }[] {
  const references = asArray(view.get(signature, 'Reference'))?.items ?? [];
  return references.flatMap((item) => {
    const reference = asDictionary(view.resolve(item));
    if (reference === undefined) return [];
    return [{ method: asName(view.get(reference, 'TransformMethod')), parameters: asDictionary(view.get(reference, 'TransformParams')) }];
  });
}

/** What is neither 1, 2 nor 3 is read as the strictest. */
function levelOf(view: PdfView, parameters: PdfDictionary | undefined, fallback: 1 | 2): 1 | 2 | 3 {
  const value = parameters === undefined ? undefined : view.get(parameters, 'P');
  if (value === undefined) return fallback;
  const level = asInteger(value);
  return level === 2 || level === 3 ? level : 1;
}

/** A locked name locks the fields below it too. What is not understood locks everything. */
function lockOf(view: PdfView, parameters: PdfDictionary | undefined): (fieldName: string) => boolean {
  const action = parameters === undefined ? undefined : asName(view.get(parameters, 'Action'));
  const items = parameters === undefined ? [] : (asArray(view.get(parameters, 'Fields'))?.items ?? []);
  const names = items.flatMap((item) => {
    const text = asString(view.resolve(item));
    return text === undefined ? [] : [decodeTextString(text)];
  });
  const isNamed = (fieldName: string): boolean => names.some((name) => fieldName === name || fieldName.startsWith(`${name}.`));
  if (action === 'Include') return isNamed;
  if (action === 'Exclude') return (fieldName) => !isNamed(fieldName);
  return () => true;
}
