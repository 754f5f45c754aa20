import fc from 'fast-check';
import { PdfBuilder, type Body, type RevisionPlan } from './pdf-builder.js';

/** What a random file was made of: the body of every object after each revision. */
export interface RandomPdf {
  readonly bytes: Uint8Array;
  readonly kind: RevisionPlan['kind'];
  readonly states: readonly ReadonlyMap<number, Body>[];
}

const simpleBody: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.constantFrom('null', 'true', '(text)', '<0aFF>', '/Name', '[1 2 0 R (x)]', '<< /A << /B [/C] >> /D 4 0 R >>', '[]', '3 0 R'),
);
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 3, arbitrary: simpleBody },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }).map((data) => ({ entries: '/X 1', data: data.replace(/[^\x20-\x7e]/gu, '.') })) },
);

const revision = fc.record({
  bodies: fc.dictionary(fc.integer({ min: 5, max: 14 }).map(String), body, { maxKeys: 6 }),
  pack: fc.boolean(),
  endOfFile: fc.constantFrom('%%EOF', '%%EOF\n', '%%EOF\r\n', '%%EOF\r', '%%EOF \n'),
});

/** Files of one page and up to four revisions, with cross-reference tables, streams (and object streams) or both. */
export const randomPdf: fc.Arbitrary<RandomPdf> = fc
  .record({ kind: fc.constantFrom('table', 'stream', 'hybrid'), revisions: fc.array(revision, { minLength: 1, maxLength: 4 }) })
  .map(({ kind, revisions }) => build(kind, revisions));

const page: Readonly<Record<number, Body>> = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>',
  3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << >> >>',
  4: { entries: '', data: '0 0 m 9 9 l S' },
};

interface RandomRevision {
  readonly bodies: Readonly<Record<string, Body>>;
  readonly pack: boolean;
  readonly endOfFile: string;
}

function build(kind: RevisionPlan['kind'], revisions: readonly RandomRevision[]): RandomPdf {
  // Numbers of object and cross-reference streams stay clear of those that later revisions redefine.
  const builder = new PdfBuilder();
  const states: Map<number, Body>[] = [];
  revisions.forEach(({ bodies, pack, endOfFile }, i) => {
    const objects: Record<number, Body> = { ...(i === 0 ? { ...page, 14: 'null' } : {}), ...bodies };
    const compressed = Object.keys(objects).map(Number).filter((number) => pack && kind !== 'table' && typeof objects[number] === 'string');
    const separator = i > 0 && !/[\r\n]$/u.test(Buffer.from(builder.bytes()).toString('latin1')) ? '\n' : '';
    builder.raw(separator).revision({ kind, objects, compressed, endOfFile });
    states.push(new Map([...(states.at(-1) ?? []), ...Object.entries(objects).map(([number, value]) => [Number(number), value] as const)]));
  });
  return { bytes: builder.bytes(), kind, states };
}
