import { asArray, asDictionary, asInteger, asName, asReference, asString, decodeTextString, openPdf, signatureFields, type PdfDictionary, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import type { LintFinding } from './lint-signature.js';

/** Lints what signatures restrict (MDP-01 to MDP-03). @throws PdfError for a file that cannot be read */
export function lintPermissions(bytes: Uint8Array): LintFinding[] {
  const view = openPdf(bytes).current;
  const fields = signatureFields(view);
  const signed = fields.filter(({ value }) => value !== undefined).sort((a, b) => endOf(view, a) - endOf(view, b));
  return [...lintCertification(view, signed), ...signed.flatMap((field) => lintLock(view, field, fields))];
}

function endOf(view: PdfView, { value }: SignatureFieldInfo): number {
  const range = value === undefined ? undefined : asArray(view.get(value, 'ByteRange'));
  return (asInteger(range?.items[2]) ?? 0) + (asInteger(range?.items[3]) ?? 0);
}

function references(view: PdfView, signature: PdfDictionary | undefined, method: string): PdfDictionary[] {
  const items = signature === undefined ? [] : (asArray(view.get(signature, 'Reference'))?.items ?? []);
  return items.flatMap((item) => asDictionary(view.resolve(item)) ?? []).filter((one) => asName(view.get(one, 'TransformMethod')) === method);
}

function lintCertification(view: PdfView, signed: readonly SignatureFieldInfo[]): LintFinding[] {
  const findings: LintFinding[] = [];
  const certifying = signed.filter(({ value }) => references(view, value, 'DocMDP').length > 0);
  const report = (id: string, fieldName: string, ok: boolean, message: string): void => {
    if (!ok) findings.push({ id, fieldName, message });
  };
  const permissions = asDictionary(view.get(view.catalog, 'Perms'));
  const named = permissions === undefined ? undefined : asReference(permissions.get('DocMDP'));
  report('MDP-02', '', certifying.length <= 1, 'there must be at most one certification');
  report('MDP-02', '', named === undefined || certifying.length > 0, 'the catalog names a certification that is none');
  for (const { name: fieldName, value, valueReference } of certifying) {
    const [reference, ...more] = references(view, value, 'DocMDP');
    const parameters = reference?.get('TransformParams');
    report('MDP-01', fieldName, signed[0]?.name === fieldName, 'the certification must be the first signature');
    report('MDP-01', fieldName, more.length === 0 && asName(reference?.get('Type')) === 'SigRef', 'there must be one signature reference of type /SigRef');
    report('MDP-01', fieldName, parameters?.kind === 'dictionary' && asName(parameters.get('V')) === '1.2' && [1, 2, 3].includes(asInteger(parameters.get('P')) ?? 0), '/TransformParams must be direct, with /V /1.2 and /P');
    report('MDP-01', fieldName, named !== undefined && named.objectNumber === valueReference?.objectNumber, 'the catalog must name the certification in /Perms');
  }
  return findings;
}

function lintLock(view: PdfView, field: SignatureFieldInfo, all: readonly SignatureFieldInfo[]): LintFinding[] {
  const lock = asDictionary(view.get(field.dictionary, 'Lock'));
  const transforms = references(view, field.value, 'FieldMDP');
  if (lock === undefined && transforms.length === 0) return [];
  const wrong = (message: string): LintFinding[] => [{ id: 'MDP-03', fieldName: field.name, message }];
  const [transform, ...more] = transforms;
  const parameters = transform === undefined ? undefined : asDictionary(view.get(transform, 'TransformParams'));
  if (lock === undefined || parameters === undefined || more.length > 0) return wrong('/Lock and FieldMDP must go together');
  const same = asName(view.get(lock, 'Action')) === asName(view.get(parameters, 'Action')) && namesIn(view, lock).join('\n') === namesIn(view, parameters).join('\n');
  if (!same) return wrong('FieldMDP must repeat the /Lock of its field');
  if (transform?.get('Data') === undefined) return wrong('/Data must name the catalog');
  const locked = new Set(namesIn(view, parameters));
  const others = all.some(({ name, value }) => name !== field.name && value === undefined && locked.has(name));
  return asName(view.get(parameters, 'Action')) === 'Include' && others ? wrong('a field that is still to be signed may not be locked') : [];
}

function namesIn(view: PdfView, dictionary: PdfDictionary): string[] {
  return (asArray(view.get(dictionary, 'Fields'))?.items ?? []).flatMap((item) => {
    const text = asString(view.resolve(item));
    return text === undefined ? [] : [decodeTextString(text)];
  });
}
