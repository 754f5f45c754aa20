import { formFields, type PdfDocument } from '#pdf/read';
import { PadesError } from '../pades-error.js';

/** More names than signatories there can be, taken and locked ones included. */
const maxTried = 10_000;

/** `Signature1` and so on: names that no field has and that nobody locked (PF-18: unique, without full stops). @throws PadesError `input-refused` */
export function freeNames(document: PdfDocument, count: number, mayAdd: (name: string) => boolean = () => true): string[] {
  const taken = new Set(formFields(document.current).map(({ name }) => name.split('.')[0]));
  const names: string[] = [];
  for (let number = 1; names.length < count && number <= maxTried; number += 1) {
    const candidate = `Signature${number}`;
    if (!taken.has(candidate) && mayAdd(candidate)) names.push(candidate);
  }
  if (names.length < count) throw new PadesError('input-refused', 'the signatures in the file leave no field names free', { refusal: 'locked-fields' });
  return names;
}
