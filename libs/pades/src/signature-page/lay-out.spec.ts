import { FontPool } from '../fonts/font-pool.js';
import type { PageStep, SignaturePageContent } from './content.js';
import { layOutSignaturePages } from './lay-out.js';
import { pageFrame } from './page-flow.js';
import { a4Shape, type PageShape } from './page-shape.js';
import type { StructureElement, StructureKid } from './structure.js';

// Loads and subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

const person = (name: string, roleTitle = 'justerare') => ({ name, role: 'adjuster' as const, roleTitle });
const many = (count: number) => Array.from({ length: count }, (_, index) => person(`Person Nummer ${String(index + 1)}`));
const content = (steps: readonly PageStep[], changes: Partial<SignaturePageContent> = {}): SignaturePageContent => ({
  language: 'sv', bodyName: 'Kommunstyrelsen i Ängaryd', title: 'Protokoll 27 mars 2026', meetingDate: '2026-03-27', registrationNumber: 'KS 2026/114', originalSha256: 'ab12cd34'.repeat(8),
  notice: { advanced: true }, validationAddress: 'https://justera.angaryd.example/validera', steps, ...changes,
});
const layOut = (steps: readonly PageStep[], { changes = {}, shape = a4Shape, tagged = true }: { changes?: Partial<SignaturePageContent>; shape?: PageShape; tagged?: boolean } = {}) =>
  layOutSignaturePages(content(steps, changes), shape, tagged, new FontPool());

const longName = 'Maria-Magdalena Wolfeschlegelsteinhausenbergerdorff af Ekenstam Lagercrantz';
const longRole = 'ordförande i miljö-, bygg- och räddningsnämnden samt ledamot av kommunstyrelsens arbetsutskott';
const shapes: Record<string, PageShape> = { A4: a4Shape, 'A4 landscape': { width: 841.89, height: 595.28, scale: 1 }, A5: { width: 419.53, height: 595.28, scale: 1 }, Letter: { width: 612, height: 792, scale: 1 } };

test.each(Object.entries(shapes))('on %s no box leaves the page, meets another or the foot', (_name, shape) => {
  const { boxes, pages } = layOut([{ quorum: 1, signatories: many(1) }, { quorum: 9, signatories: [...many(11), person(longName, longRole)] }], { shape });
  const frame = pageFrame(shape);
  expect(boxes).toHaveLength(13);
  for (const { box } of boxes) {
    expect(box.page).toBeLessThan(pages.length);
    expect(box.x).toBeGreaterThanOrEqual(frame.left);
    expect(box.x + box.width).toBeLessThanOrEqual(frame.right + 0.001);
    expect(box.y).toBeGreaterThan(frame.footBaseline + 8);
    const below = boxes.filter((other) => other.box.page === box.page && other.box.y < box.y);
    for (const other of below) expect(other.box.y + other.box.height).toBeLessThan(box.y);
  }
});

test('four ordinary names fit on the page with the notice, and sixty take seven pages', () => {
  expect(layOut([{ quorum: 1, signatories: many(1) }, { quorum: 3, signatories: many(3) }]).pages).toHaveLength(1);
  expect(layOut([{ quorum: 60, signatories: many(60) }]).pages).toHaveLength(7);
});

test('a long name and role get a higher box, in which they will fit when signed', () => {
  const [ordinary, long] = layOut([{ quorum: 2, signatories: [person('Anna Ek'), person(longName, longRole)] }]).boxes;
  expect(long?.box.height).toBeGreaterThan((ordinary?.box.height ?? Infinity) + 20);
});

test('texts that leave no room on a page are refused by name', () => {
  expect(() => layOut([{ quorum: 1, signatories: many(1) }], { changes: { title: 'Protokoll '.repeat(400) } })).toThrow(expect.objectContaining({ code: 'bad-content' }));
  expect(() => layOut([{ quorum: 1, signatories: [person('Anna '.repeat(600))] }])).toThrow(expect.objectContaining({ code: 'bad-content' }));
});

const flat = (kid: StructureKid): StructureElement[] => ('kids' in kid ? [kid, ...kid.kids.flatMap(flat)] : []);

test('every marked content belongs to exactly one element, in unbroken numbers on each page', () => {
  const { pages, structure } = layOut([{ quorum: 12, signatories: many(12) }]);
  const owned = flat(structure).flatMap(({ kids }) => kids.flatMap((kid) => (kid.type === 'content' ? [`${String(kid.page)} ${String(kid.id)}`] : [])));
  const drawn = pages.flatMap((page, index) => [...page.toString().matchAll(/\/MCID (\d+)/g)].map(([, id = '']) => `${String(index)} ${id}`));
  expect(new Set(owned).size).toBe(owned.length);
  expect([...owned].sort()).toEqual([...drawn].sort());
  for (const page of pages) {
    const text = page.toString();
    expect([...text.matchAll(/B(?:DC|MC)$/gm)]).toHaveLength([...text.matchAll(/^EMC$/gm)].length);
  }
});

test('an untagged file gets no marks at all', () => {
  for (const page of layOut([{ quorum: 3, signatories: many(3) }], { tagged: false }).pages) expect(page.toString()).not.toMatch(/BDC|\/Artifact|MCID/);
});

test('each signatory is an item with name, role and form, under the heading of the step', () => {
  const { structure } = layOut([{ quorum: 1, signatories: many(1) }, { quorum: 2, signatories: many(3) }]);
  expect(structure.kids.map(({ type }) => type).slice(-4)).toEqual(['H2', 'L', 'H2', 'L']);
  const items = flat(structure).filter(({ type }) => type === 'LI');
  expect(items.map((item) => flat(item).map(({ type }) => type))).toEqual(Array.from({ length: 4 }, () => ['LI', 'Lbl', 'LBody', 'P', 'P', 'Form']));
  expect(flat(structure).filter(({ type }) => type === 'Form').flatMap(({ kids }) => kids)).toEqual([0, 1, 2, 3].map((index) => ({ type: 'widget', index })));
});
