import type { PdfDocument } from '#pdf/read';
import { array, beginUpdate, dict, hex, name, text } from '#pdf/write';
import { freeNames } from '../prepare/field-names.js';
import { invisibleField } from '../prepare/invisible-field.js';
import { fieldToSign } from '../sign/field-to-sign.js';
import { addTransforms, mayBeAdded, requirePermission } from '../sign/transforms.js';
import { pdfDate } from '../zoned-time.js';
import type { PlainRequest } from './plain-request.js';

/** What @signpdf searches for: three names of ten stars stand for the numbers. */
const unknown = name('**********');

/** An RSA-4096 signature with a chain of three; no time-stamp has to fit. */
const contentsLength = 12_288;

/** The update that @signpdf fills: the signature dictionary with its blanks, in an empty field or in a new invisible one. */
export function plainPlaceholder(document: PdfDocument, { fieldName, signerName, signingTime, timeZone }: Pick<PlainRequest, 'fieldName' | 'signerName' | 'signingTime' | 'timeZone'>): Uint8Array {
  const view = document.current;
  const field = fieldName === undefined ? undefined : fieldToSign(view, fieldName);
  if (fieldName !== undefined) requirePermission(view, fieldName, false);
  const update = beginUpdate(document);
  const value = update.allocate();
  update.put(value, dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('adbe.pkcs7.detached'),
    M: text(pdfDate(signingTime, timeZone)),
    Name: signerName === undefined ? undefined : text(signerName),
    Reference: addTransforms(update, field?.dictionary, value, false),
    ByteRange: array([0, unknown, unknown, unknown]),
    Contents: hex(new Uint8Array(contentsLength)),
  }));
  if (field === undefined) {
    const [added = 'Signature1'] = freeNames(document, 1);
    // Asks those who signed before whether a new field may come.
    mayBeAdded(view, added);
    update.addFields([update.add(invisibleField(added, signerName ?? added, { V: value }))]);
  } else {
    update.patchDictionary(field.reference, { V: value });
    update.addFields([]);
  }
  return update.finish().update;
}
