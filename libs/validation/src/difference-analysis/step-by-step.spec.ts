import { openPdf } from '#pdf/read';
import { appendByHand, numbers, smallDocument } from '../testing/small-document.js';
import { analyseChanges } from './analyse-changes.js';
import { noRestriction } from './permissions.js';

/**
 * R7 asks for both comparisons: revision by revision, and the signed state with the last one. Going step by step is at
 * least as strict: over every ordered pair of updates below, what the direct comparison forbids, the steps forbid. The
 * direct comparison is the same analyser over the same two states with both updates written as one.
 */
const field = numbers.firstSignatureField;
const widget = '/Type /Annot /Subtype /Widget /FT /Sig /F 132 /P 10 0 R';
const signature = '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>';
const der = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
const page = (extra: string) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R /Resources << /Font << /F1 3 0 R >> >> ${extra} >>`;
const catalog = (extra: string) => `<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R ${extra} >>`;
const form = (fields: string) => `<< /Fields [${fields}] /SigFlags 3 >>`;
const annotations = `6 0 R ${field} 0 R`;
const text = (extra: string) => `<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P 10 0 R ${extra} >>`;

const updates: Readonly<Record<string, Readonly<Record<number, string | null>>>> = {
  'sign the empty field': { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 60 0 R /AP << /N 61 0 R >> >>`, 60: signature, 61: der('x') },
  'sign it otherwise': { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 62 0 R >>`, 62: signature },
  'empty the field': { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] >>` },
  'move the field': { [field]: `<< ${widget} /T (Signature1) /Rect [200 10 300 40] >>` },
  'add a security store': { 1: catalog('/DSS 63 0 R'), 63: '<< /Certs [64 0 R] >>', 64: der('a') },
  'let it grow': { 1: catalog('/DSS 63 0 R'), 63: '<< /Certs [64 0 R 65 0 R] >>', 64: der('a'), 65: der('b') },
  'let it shrink': { 63: '<< /Certs [] >>' },
  'rewrite what it held': { 64: der('changed') },
  'remove it': { 1: catalog('') },
  'put it back': { 1: catalog('/DSS 63 0 R') },
  'fill the text': { 6: text('/V (one) /AP << /N 66 0 R >>'), 66: der('one') },
  'fill it anew': { 6: text('/V (two) /AP << /N 67 0 R >>'), 67: der('two') },
  'rewrite its old picture': { 66: der('two') },
  'show page content as its picture': { 6: text('/V (two) /AP << /N 30 0 R >>') },
  'put its value back': { 6: text('') },
  'add a signed field': { 5: form(`${annotations} 70 0 R`), 70: `<< ${widget} /T (New) /Rect [0 0 0 0] /V 71 0 R >>`, 71: signature },
  'add an empty field': { 5: form(`${annotations} 70 0 R`), 70: `<< ${widget} /T (New) /Rect [0 0 0 0] >>` },
  'remove the new field': { 5: form(annotations) },
  'change page content': { 30: der('BT ET') },
  'put page content back': { 30: der('BT /F1 12 Tf 72 700 Td (Page 1: the meeting decides to approve.) Tj ET') },
  'add an annotation': { 10: page(`/Annots [${annotations} 72 0 R]`), 72: '<< /Type /Annot /Subtype /Square /Rect [1 1 9 9] >>' },
  'remove it again': { 10: page(`/Annots [${annotations}]`) },
  'free the page content': { 30: null },
  'write what nothing shows': { 80: der('x') },
  'show what nothing showed': { 10: page(`/Annots [${annotations}] /Extra 80 0 R`) },
};

function isForbidden(bytes: Buffer): boolean {
  const results = analyseChanges(openPdf(bytes), [{ revisionIndex: 0, restrictions: noRestriction }], { maxObjects: 10_000, fieldsAreClosed: false });
  return results.some(({ known, changes }) => !known || changes.some(({ verdict }) => verdict === 'forbidden'));
}

const signed = smallDocument({ textField: true, signatureFields: [{ name: 'Signature1', rect: [10, 10, 100, 40] }] });
const pairs = Object.keys(updates).flatMap((first) => Object.keys(updates).map((second) => [first, second] as const));

test(`over ${pairs.length} pairs of updates, what signed-against-final forbids, the steps forbid`, () => {
  const laxer = pairs.filter(([first, second]) => {
    const [one = {}, other = {}] = [updates[first], updates[second]];
    return isForbidden(appendByHand(signed, { ...one, ...other })) && !isForbidden(appendByHand(appendByHand(signed, one), other));
  });
  expect(laxer).toEqual([]);
});

test('some pairs are permitted both ways, and some only the steps forbid: the comparison can tell', () => {
  const stricter = pairs.filter(([first, second]) => {
    const [one = {}, other = {}] = [updates[first], updates[second]];
    return !isForbidden(appendByHand(signed, { ...one, ...other })) && isForbidden(appendByHand(appendByHand(signed, one), other));
  });
  expect(stricter).toContainEqual(['sign it otherwise', 'sign the empty field']);
  expect(isForbidden(appendByHand(appendByHand(signed, updates['sign the empty field'] ?? {}), updates['add a security store'] ?? {}))).toBe(false);
});
