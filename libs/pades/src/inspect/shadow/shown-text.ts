import { asDictionary, asName, asStream, type PdfDictionary, type PdfStream, type PdfView } from '#pdf/read';
import { readCodeMap } from './code-map.js';

const maxContentBytes = 1024 * 1024;

/** One operand or operator that matters here: a literal string, a hexadecimal string, a name, a word. */
const token = /\((?:\\[\s\S]|[^\\()])*\)|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]+|[A-Za-z'"*]+/gu;
const showing = new Set(['Tj', 'TJ', "'", '"']);

type Decoder = (bytes: Buffer) => string;

/**
 * The text that a small appearance shows, in drawing order, white space as it comes. Undefined when a font's codes cannot be told: a composite font
 * without /ToUnicode. Good for the appearances of form fields, not for pages.
 * @throws PdfError for a stream that cannot be decoded
 */
export function shownText(view: PdfView, appearance: PdfStream, defaults: PdfDictionary | undefined): string | undefined {
  const content = Buffer.from(view.streamData(appearance, maxContentBytes)).toString('latin1');
  const resources = asDictionary(view.get(appearance.dictionary, 'Resources'));
  const fontsOf = (from: PdfDictionary | undefined): PdfDictionary | undefined => (from === undefined ? undefined : asDictionary(view.get(from, 'Font')));
  const font = (name: string): PdfDictionary | undefined => {
    for (const fonts of [fontsOf(resources), fontsOf(defaults)]) {
      const found = fonts === undefined ? undefined : asDictionary(view.get(fonts, name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let decode: Decoder | undefined = singleByte;
  let lastName = '';
  let operands: Buffer[] = [];
  let said = '';
  for (const [text] of content.matchAll(token)) {
    if (text.startsWith('/')) lastName = text.slice(1);
    else if (text.startsWith('(')) operands.push(literal(text.slice(1, -1)));
    else if (text.startsWith('<')) operands.push(Buffer.from(text.slice(1, -1).replace(/\s/gu, '').replace(/^(..)*.$/u, '$&0'), 'hex'));
    else {
      if (text === 'Tf') decode = decoderOf(view, font(lastName));
      if (showing.has(text)) {
        if (decode === undefined) return undefined;
        said += operands.map(decode).join('');
      }
      operands = [];
    }
  }
  return said;
}

/** Of the simple encodings Latin-1 is the common part. */
const singleByte: Decoder = (bytes) => bytes.toString('latin1');

function decoderOf(view: PdfView, font: PdfDictionary | undefined): Decoder | undefined {
  if (font === undefined) return singleByte;
  const isComposite = asName(view.get(font, 'Subtype')) === 'Type0';
  const map = asStream(view.get(font, 'ToUnicode'));
  if (map === undefined) return isComposite ? undefined : singleByte;
  const characters = readCodeMap(Buffer.from(view.streamData(map, maxContentBytes)).toString('latin1'));
  const width = isComposite ? 2 : 1;
  return (bytes) => {
    let text = '';
    for (let at = 0; at + width <= bytes.length; at += width) text += characters.get(bytes.readUIntBE(at, width)) ?? (isComposite ? '\ufffd' : String.fromCharCode(bytes[at] ?? 0));
    return text;
  };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** ISO 32000-2 Table 3. */
function literal(text: string): Buffer {
  return Buffer.from(text.replace(/\\(?:([0-7]{1,3})|(\r\n?|\n)|([\s\S]))/gu, (_, octal?: string, line?: string, other?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return line !== undefined ? '' : (escapes[other ?? ''] ?? other ?? '');
  }), 'latin1');
}
