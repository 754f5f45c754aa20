import { asName, type PdfFile, type PdfStream } from '#pdf/read';
import { codesByCodePoint } from './to-unicode.js';

type Codes = ReadonlyMap<number, number>;

/** One for each font that is being signed with; those of a case that is over make room for others. */
const mostKept = 32;

/** Code maps by the very bytes they were read from, the latest last. Inflating one takes longer than all the rest of a signed box. */
const kept: { readonly raw: Uint8Array; readonly codes: Codes }[] = [];

/** What the codes of a font of ours mean (/ToUnicode). Everybody who signs a file sets text in the same font. */
export function preparedCodes(document: PdfFile, toUnicode: PdfStream): Codes {
  const { dictionary, rawStart, rawEnd } = toUnicode;
  // As prepare writes them: of these the bytes alone decide what they are decoded to.
  const isPlain = asName(dictionary.get('Filter')) === 'FlateDecode' && dictionary.get('DecodeParms') === undefined && dictionary.get('F') === undefined;
  if (!isPlain) return codesByCodePoint(document.current.streamData(toUnicode));
  const raw = document.slice(rawStart, rawEnd);
  const known = kept.find((each) => each.raw.length === raw.length && Buffer.compare(each.raw, raw) === 0);
  if (known !== undefined) return known.codes;
  const codes = codesByCodePoint(document.current.streamData(toUnicode));
  // A copy: a view would keep the whole file in memory.
  kept.push({ raw: Uint8Array.from(raw), codes });
  if (kept.length > mostKept) kept.shift();
  return codes;
}
