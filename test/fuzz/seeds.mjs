// Files to start from: each small, each with another part of the file format in it. Written here byte by byte, with our own writer nowhere near.
import { deflateSync } from 'node:zlib';

const header = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
const page = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>',
  3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [5 0 R] >>',
  4: stream('', '0 0 m 9 9 l S'),
  5: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig) /Rect [0 0 9 9] /P 3 0 R >>',
};

function stream(entries, data) {
  return `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`;
}

const row = (type, first, second) => String.fromCharCode(type, first >>> 24, (first >>> 16) & 255, (first >>> 8) & 255, first & 255, second >>> 8, second & 255);
const line = (offset, kind = 'n', generation = 0) => `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${kind} \n`;

/** Objects behind `text`; gives the text and where each stands. */
function place(text, objects) {
  const at = {};
  let out = text;
  for (const [number, body] of Object.entries(objects)) {
    at[number] = out.length;
    out += `${number} 0 obj\n${body}\nendobj\n`;
  }
  return { text: out, at };
}

function withTable(text, objects, { size, more = '' }) {
  const placed = place(text, objects);
  const numbers = Object.keys(placed.at).map(Number);
  const sections = text === header ? `0 ${size}\n${line(0, 'f', 65535)}${Array.from({ length: size - 1 }, (_, i) => (placed.at[i + 1] === undefined ? line(0, 'f') : line(placed.at[i + 1]))).join('')}`
    : `0 1\n${line(0, 'f', 65535)}${numbers.map((number) => `${number} 1\n${line(placed.at[number])}`).join('')}`;
  const section = placed.text.length;
  return { text: `${placed.text}xref\n${sections}trailer\n<< /Size ${size} /Root 1 0 R ${more}>>\nstartxref\n${section}\n%%EOF\n`, section };
}

/** `packed` objects go into object streams of at most two; `predictor` rows for the section; `extends`: each object stream names the one before. */
function withStream(text, objects, packed, { size, prev, predictor = false }) {
  const plain = Object.fromEntries(Object.entries(objects).filter(([number]) => !packed.includes(Number(number))));
  const placed = place(text, plain);
  const entries = Object.entries(placed.at).map(([number, offset]) => [Number(number), 1, offset, 0]);
  let out = placed.text;
  let next = size;
  for (let from = 0; from < packed.length; from += 2) {
    const group = packed.slice(from, from + 2);
    const bodies = group.map((number) => `${objects[number]} `);
    const index = group.map((number, i) => `${number} ${bodies.slice(0, i).join('').length}`).join(' ');
    const data = deflateSync(Buffer.from(`${index} ${bodies.join('')}`, 'latin1')).toString('latin1');
    const link = from === 0 ? '' : ` /Extends ${next - 1} 0 R`;
    entries.push([next, 1, out.length, 0], ...group.map((number, i) => [number, 2, next, i]));
    out += `${next} 0 obj\n${stream(`/Type /ObjStm /N ${group.length} /First ${index.length + 1}${link} /Filter /FlateDecode`, data)}\nendobj\n`;
    next += 1;
  }
  const section = out.length;
  entries.push([next, 1, section, 0]);
  const rows = entries.sort(([a], [b]) => a - b).map(([, ...fields]) => row(...fields));
  const data = predictor ? deflateSync(Buffer.from(up(rows), 'latin1')).toString('latin1') : rows.join('');
  const filter = predictor ? '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 7 >> ' : '';
  const dictionary = `/Type /XRef /Size ${next + 1} /W [1 4 2] /Index [${entries.map(([number]) => `${number} 1`).join(' ')}] /Root 1 0 R ${filter}${prev === undefined ? '' : `/Prev ${prev} `}`;
  return { text: `${out}${next} 0 obj\n${stream(dictionary, data)}\nendobj\nstartxref\n${section}\n%%EOF\n`, section, next: next + 1 };
}

/** PNG "up": every byte less the one above it. */
function up(rows) {
  return rows.map((now, at) => `\u0002${Array.from(now, (character, i) => String.fromCharCode((character.charCodeAt(0) - (rows[at - 1]?.charCodeAt(i) ?? 0)) & 255)).join('')}`).join('');
}

function hybrid() {
  const placed = place(header, Object.fromEntries(Object.entries(page).filter(([number]) => number !== '5')));
  const container = placed.text.length;
  const body = page[5];
  let text = `${placed.text}6 0 obj\n${stream('/Type /ObjStm /N 1 /First 4', `5 0 ${body}`)}\nendobj\n`;
  const companion = text.length;
  text += `7 0 obj\n${stream('/Type /XRef /Size 8 /W [1 4 2] /Index [5 1 7 1]', row(2, 6, 0) + row(1, companion, 0))}\nendobj\n`;
  const section = text.length;
  const lines = [1, 2, 3, 4].map((number) => line(placed.at[number])).join('');
  return `${text}xref\n0 8\n${line(0, 'f', 65535)}${lines}${line(0, 'f')}${line(container)}${line(companion)}trailer\n<< /Size 8 /Root 1 0 R /XRefStm ${companion} >>\nstartxref\n${section}\n%%EOF\n`;
}

function filtered() {
  const coded = deflateSync(Buffer.from('q Q')).toString('latin1');
  return withTable(header, {
    ...page,
    6: stream('/Filter [/ASCIIHexDecode /FlateDecode]', `${Buffer.from(coded, 'latin1').toString('hex')}>`),
    7: stream('/Filter /ASCII85Decode', '87cURD]i,"Ebo80~>'),
    8: stream('/Filter /RunLengthDecode', '\u0002abc\u00fed\u0080'),
    9: stream('/Filter /LZWDecode', '\u0080\u000b\u0060\u0050\u0022\u000c\u000c\u0085\u0001'),
    10: stream('/Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors 3 /Columns 2 >>', deflateSync(Buffer.from('abcdef')).toString('latin1')),
    11: '<< /Length 12 0 R >>\nstream\nabc\nendstream',
    12: '3',
    13: '[(a\\(b\\)\\063\\\n) <61 6> /N#61me -1.5 +2 .5 true null [[[]]] << /K << /L 1 0 R >> >>]',
  }, { size: 14 }).text;
}

/** name → bytes */
export function seeds() {
  const table = withTable(header, page, { size: 6 });
  const updated = withTable(table.text, { 5: page[5].replace('(Sig)', '(Sig2)'), 6: '(new)' }, { size: 7, more: `/Prev ${table.section} ` });
  const streams = withStream(header, page, [1, 2, 3, 5], { size: 6, predictor: true });
  const again = withStream(streams.text, { 2: page[2], 30: '(x)' }, [30], { size: 31, prev: streams.section });
  const signed = page[5].replace('>>', '/V 6 0 R >>');
  const signature = withTable(header, { ...page, 5: signed, 6: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <${'00'.repeat(40)}> >>` }, { size: 7 });
  const deep = withTable(header, { ...page, 2: '<< /Type /Pages /Kids [6 0 R] /Count 1 >>', 6: '<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 /MediaBox [9 9 0 0] /Rotate 90 >>' }, { size: 7 });
  const texts = { table: table.text, updated: updated.text, streams: streams.text, again: again.text, hybrid: hybrid(), filtered: filtered(), signature: signature.text, deep: deep.text };
  return new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text, 'latin1')]));
}
