import { asName, type PdfFile, type PdfStream } from '#pdf/read';
import { KeptByBytes } from './kept-by-bytes.js';
import { codesByCodePoint } from './to-unicode.js';

/** One for each font that is being signed with; those of a case that is over make room for others. */
const kept = new KeptByBytes<ReadonlyMap<number, number>>(32);

/** What the codes of a font of ours mean (/ToUnicode). Everybody who signs a file sets text in the same font, and inflating this takes longer than all the rest of a signed box. */
export function preparedCodes(document: PdfFile, toUnicode: PdfStream): ReadonlyMap<number, number> {
  const { dictionary, rawStart, rawEnd } = toUnicode;
  const read = (): ReadonlyMap<number, number> => codesByCodePoint(document.current.streamData(toUnicode));
  // As prepare writes them: of these the bytes alone decide what they are decoded to.
  const isPlain = asName(dictionary.get('Filter')) === 'FlateDecode' && dictionary.get('DecodeParms') === undefined && dictionary.get('F') === undefined;
  if (!isPlain) return read();
  return kept.find(document, rawStart, rawEnd) ?? kept.keep(document, rawStart, rawEnd, read());
}
