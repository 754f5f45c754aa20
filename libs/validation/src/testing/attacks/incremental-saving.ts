import { openPdf } from '#pdf/read';
import { appendByHand } from '../small-document.js';
import { bytesOf, latin, newestSignature, type Attack } from './attack.js';

const page = (contents: number) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`;
const operators = 'BT /F1 12 Tf 72 700 Td (The meeting decides to reject.) Tj ET';
const content = `<< /Length ${operators.length} >>\nstream\n${operators}\nendstream`;
const body = `30 0 obj\n${content}\nendobj\n`;
const nextNumber = (bytes: Buffer): number => Math.max(...[...latin(bytes).matchAll(/\/Size (\d+)/g)].map((match) => Number(match[1])));
const lastXref = (bytes: Buffer): number => Number([...latin(bytes).matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? 0);

const appended = (id: string, title: string, tail: (signed: Buffer) => string): Attack => ({
  id, title, status: 'not-valid', make: (signed) => Buffer.concat([signed, bytesOf(tail(signed))]),
});
const updated = (id: string, title: string, objects: (signed: Buffer) => Readonly<Record<number, string | null>>, reasons: Attack['reasons'] = ['changed-after-signing']): Attack => ({
  id, title, status: 'not-valid', reasons, make: (signed) => appendByHand(signed, objects(signed)),
});

/** An update by hand, its text changed before it is put behind the file. */
const tampered = (id: string, title: string, objects: (signed: Buffer) => Readonly<Record<number, string>>, change: (tail: string, signed: Buffer) => string): Attack => ({
  id, title, status: 'not-valid',
  make: (signed) => Buffer.concat([signed, bytesOf(change(latin(appendByHand(signed, objects(signed)).subarray(signed.length)), signed))]),
});

/** Updates that hold an object whose place the section gives as somewhere else. */
const wrongPlace = (tail: string, signed: Buffer): string => tail.replace(/(\n30 1\n)\d{10}/, (_, head: string) => `${head}${String(latin(signed).indexOf('\n3 0 obj') + 1).padStart(10, '0')}`);

export const incrementalSaving: readonly Attack[] = [
  appended('A-08', 'body-only', () => body),
  appended('A-09', 'body-and-end-lines', (signed) => `${body}startxref\n${lastXref(signed)}\n%%EOF\n`),
  appended('A-10', 'body-and-trailer-without-section', () => `${body}trailer\n<< /Size 31 /Root 1 0 R >>\n%%EOF\n`),
  appended('A-10', 'startxref-to-nowhere', () => `${body}xref\n0 0\ntrailer\n<< /Root 1 0 R >>\nstartxref\n99999999\n%%EOF\n`),
  tampered('A-10', 'section-without-entries', () => ({ 30: content }), (tail) => tail.replace(/xref\n[^]*trailer/, 'xref\ntrailer')),
  tampered('A-10', 'bogus-section', () => ({ 30: content }), (tail) => tail.replace(/xref\n30 1\n/, 'xref\n30 x\n')),
  tampered('A-10', 'no-trailer', () => ({ 30: content }), (tail) => tail.replace(/trailer\n<<[^]*?>>/, '')),
  { id: 'A-11', title: 'signature-dictionary-copied-twice-without-section', status: 'not-valid', make: (signed) => Buffer.concat([signed, bytesOf(`${newestSignature(signed).text}\n${body}${newestSignature(signed).text}\n`)]) },
  updated('A-11', 'signature-dictionary-copied-under-its-number', (signed) => {
    const { objectNumber, text } = newestSignature(signed);
    return { [objectNumber]: /<<[^]*>>/.exec(text)?.[0] ?? '', 30: content };
  }, ['signature-dictionary-redefined', 'changed-after-signing']),
  updated('A-12', 'page-content-swapped', () => ({ 30: content })),
  updated('A-12', 'page-re-pointed', (signed) => ({ 10: page(nextNumber(signed)), [nextNumber(signed)]: content })),
  { id: 'A-12', title: 'page-added', status: 'not-valid', reasons: ['changed-after-signing'], make: (signed) => withPages(signed, (kids, fresh) => [...kids, fresh]) },
  { id: 'A-12', title: 'page-removed', status: 'not-valid', reasons: ['changed-after-signing'], make: (signed) => withPages(signed, (kids) => kids.slice(1)) },
  { id: 'A-12', title: 'pages-in-another-order', status: 'not-valid', reasons: ['changed-after-signing'], make: (signed) => withPages(signed, (kids) => kids.toReversed()) },
  appended('A-20', 'objects-behind-the-end', () => `99 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n`),
  appended('A-20', 'rubbish-behind-the-end', () => 'anything at all\n'),
  appended('A-22', 'second-end-marker', (signed) => `startxref\n${lastXref(signed)}\n%%EOF\n`),
  appended('A-22', 'startxref-zero', () => 'startxref\n0\n%%EOF\n'),
  appended('A-22', 'end-marker-alone', () => '%%EOF\n'),
  tampered('A-23', 'entry-points-at-another-object', () => ({ 30: content }), wrongPlace),
  tampered('A-23', 'chain-runs-in-a-circle', () => ({ 30: content }), (tail, signed) => tail.replace(/\/Prev \d+/, `/Prev ${signed.length + tail.indexOf('xref\n')}`)),
  tampered('A-23', 'chain-skips-the-signature', () => ({ 30: content }), (tail, signed) => tail.replace(/\/Prev \d+/, `/Prev ${Number(/startxref\s+(\d+)/.exec(latin(signed))?.[1] ?? 0)}`)),
  tampered('A-23', 'entry-points-into-the-past', () => ({ 30: content }), (tail, signed) => tail.replace(/(\n30 1\n)\d{10}/, (_, head: string) => `${head}${String(latin(signed).indexOf('\n31 0 obj') + 1).padStart(10, '0')}`)),
  tampered('A-24', 'object-twice-in-one-update', () => ({ 30: content }), (tail) => {
    const before = tail.indexOf('30 0 obj');
    return shifted(tail, before, '30 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n');
  }),
  tampered('A-24', 'object-listed-twice', () => ({ 30: content }), (tail) => tail.replace(/30 1\n(\d{10} 00000 n\r\n)/, (_, entry: string) => `30 1\n${entry}30 1\n${entry}`)),
  tampered('A-24', 'unlisted-object-in-an-update', (signed) => ({ [nextNumber(signed)]: 'null' }), (tail) => shifted(tail, tail.indexOf('xref\n'), body)),
  { id: 'A-40', title: 'bytes-before-the-header', status: 'not-valid', make: (signed) => Buffer.concat([bytesOf('\n\n'), signed]) },
  { id: 'A-40', title: 'header-destroyed', status: 'open', make: (signed) => Buffer.concat([bytesOf('%XXX'), signed.subarray(4)]) },
];

/** Puts text into an update; the section behind it moves, and its own offset with it. */
function shifted(tail: string, at: number, text: string): string {
  const later = tail.slice(at).replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + text.length}`);
  const moved = later.replace(/\n(\d{10}) 00000 n\r\n/g, (_, offset: string) => `\n${String(Number(offset) + text.length).padStart(10, '0')} 00000 n\r\n`);
  return tail.slice(0, at) + text + moved;
}

function withPages(signed: Buffer, change: (kids: readonly string[], fresh: string) => readonly string[]): Buffer {
  const { current } = openPdf(signed);
  const kids = current.pages().map(({ reference }) => `${reference.objectNumber} 0 R`);
  const fresh = nextNumber(signed);
  const now = change(kids, `${fresh} 0 R`);
  return appendByHand(signed, { 2: `<< /Type /Pages /Count ${now.length} /Kids [${now.join(' ')}] >>`, [fresh]: page(30) });
}
