import { asArray, asDictionary, asInteger, asName, asString, asStream, openPdf, signatureFields, type PdfDictionary, type PdfDocument, type PdfStream, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import type { LintFinding } from './lint-signature.js';
import { signingPermissions } from '../inspect/permissions.js';

/**
 * Lints how signature fields look and when they came: MDP-04, MDP-05, PF-20 to PF-22. Only the fields named, which are ours.
 * @throws PdfError for a file that cannot be read
 */
export function lintFields(bytes: Uint8Array, ours: readonly string[]): LintFinding[] {
  const document = openPdf(bytes);
  const view = document.current;
  const all = signatureFields(view);
  const named = all.filter(({ name }) => ours.includes(name));
  return [...named.flatMap((field) => lintLook(view, field)), ...lintOrder(document, all, ours)];
}

function lintLook(view: PdfView, field: SignatureFieldInfo): LintFinding[] {
  const findings: LintFinding[] = [];
  const report = (id: string, ok: boolean, message: string): void => {
    if (!ok) findings.push({ id, fieldName: field.name, message });
  };
  const [widget] = field.widgets;
  const rect = field.widgetRect;
  if (widget === undefined || rect === undefined || rect.right === rect.left || rect.top === rect.bottom) return findings;
  const flags = asInteger(view.get(widget.dictionary, 'F')) ?? 0;
  // Invisible 1, Hidden 2, Print 4, NoView 32 (ISO 32000-2 Table 167).
  report('PF-20', (flags & 4) !== 0 && (flags & (1 | 2 | 32)) === 0, 'a visible field must be printed and shown');
  const appearance = asDictionary(view.get(widget.dictionary, 'AP'));
  const form = appearance === undefined ? undefined : asStream(view.get(appearance, 'N'));
  report('PF-20', form !== undefined, 'a visible field must have a normal appearance');
  if (form !== undefined) lintForm(view, form, report);
  const isTagged = asDictionary(view.get(view.catalog, 'StructTreeRoot')) !== undefined;
  report('PF-21', asString(view.get(field.dictionary, 'TU')) !== undefined, 'a field must have a name for people (/TU)');
  report('PF-21', !isTagged || view.get(widget.dictionary, 'StructParent') !== undefined, 'in a tagged file the field must be in the structure tree');
  const { page } = field;
  const turn = asInteger(asDictionary(view.get(widget.dictionary, 'MK'))?.get('R')) ?? 0;
  report('PF-22', page === undefined || page.rotate === 0 || turn === page.rotate || form?.dictionary.get('Matrix') !== undefined, 'on a turned page the field must say how it is turned');
  return findings;
}

function lintForm(view: PdfView, form: PdfStream, report: (id: string, ok: boolean, message: string) => void): void {
  const resources = asDictionary(view.get(form.dictionary, 'Resources'));
  report('PF-20', resources !== undefined, 'an appearance must have resources of its own');
  report('PF-20', form.dictionary.get('Group') === undefined, 'an appearance may not be a transparency group');
  const fonts = resources === undefined ? undefined : asDictionary(view.get(resources, 'Font'));
  for (const key of fonts?.entries.keys() ?? []) {
    const font = fonts === undefined ? undefined : asDictionary(view.get(fonts, key));
    report('PF-20', font !== undefined && isEmbedded(view, font), `the font /${key} must be embedded`);
  }
  const spaces = resources === undefined ? undefined : asDictionary(view.get(resources, 'ColorSpace'));
  for (const key of spaces?.entries.keys() ?? []) {
    const space = spaces === undefined ? undefined : asArray(view.get(spaces, key));
    report('PF-20', ['CalRGB', 'CalGray', 'ICCBased', 'Lab'].includes(asName(space?.items[0]) ?? ''), `the colour space /${key} must not depend on a device`);
  }
}

function isEmbedded(view: PdfView, font: PdfDictionary): boolean {
  const [first] = asArray(view.get(font, 'DescendantFonts'))?.items ?? [];
  const described = first === undefined ? font : asDictionary(view.resolve(first));
  const descriptor = described === undefined ? undefined : asDictionary(view.get(described, 'FontDescriptor'));
  return descriptor !== undefined && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => view.get(descriptor, key) !== undefined);
}

/** MDP-05: visible fields are there before anybody signs. MDP-04: nobody signs what was locked or closed before. */
function lintOrder(document: PdfDocument, all: readonly SignatureFieldInfo[], ours: readonly string[]): LintFinding[] {
  const findings: LintFinding[] = [];
  const revisionOf = ({ valueReference }: SignatureFieldInfo): number => (valueReference === undefined ? Infinity : (document.current.object(valueReference.objectNumber)?.revisionIndex ?? Infinity));
  const first = Math.min(...all.map(revisionOf));
  for (const field of all) {
    const signedIn = revisionOf(field);
    if (!ours.includes(field.name)) continue;
    const rect = field.widgetRect;
    const isVisible = rect !== undefined && rect.right > rect.left && rect.top > rect.bottom;
    const before = first === Infinity || first === 0 ? undefined : document.at(first - 1);
    if (isVisible && before !== undefined && !signatureFields(before).some(({ name }) => name === field.name)) {
      findings.push({ id: 'MDP-05', fieldName: field.name, message: 'a visible field must be there before the first signature' });
    }
    if (signedIn === Infinity || signedIn === 0) continue;
    const { docMdp, isLocked } = signingPermissions(document.at(signedIn - 1));
    if (docMdp === 1 || isLocked(field.name)) findings.push({ id: 'MDP-04', fieldName: field.name, message: 'an earlier signature forbids this one' });
  }
  return findings;
}
