import type { NewFact } from './chain-entry.js';
import { erasureFact, erasureText } from './erasure.js';
import { exportOf } from './testing/chain.js';
import { verifyExport } from './verify-export.js';

const staff = { kind: 'staff', id: 'staff-1' } as const;
const facts: NewFact[] = [
  { at: new Date(0), type: 'SignRequestSubmitted', actor: staff, personal: { name: 'Anna Ek', email: 'anna@exempel.example' } },
  { at: new Date(1), type: 'SignTaskDeclined', actor: staff, personal: { reason: 'fel i § 4' } },
];
const erased = [{ sequence: 1, name: 'name' }, { sequence: 1, name: 'email' }];
const at = new Date('2031-02-01T08:00:00Z');
const afterErasure = () => {
  const made = exportOf([...facts, erasureFact(at, staff, 'KS 2031/14', erased)]);
  return { ...made, openings: made.openings.filter(({ sequence }) => sequence !== 1) };
};

it('erased values leave the chain whole, and their place says when and by which decision', () => {
  const verdict = verifyExport(afterErasure());
  const gone = (name: string) => ({ sequence: 1, name, at: at.toISOString(), decision: 'KS 2031/14' });
  expect(verdict).toMatchObject({ ok: true, opened: 1, closed: 0, erased: [gone('name'), gone('email')] });
  expect(verdict.ok && erasureText(verdict.erased[0]!)).toEqual({ sv: 'gallrat 2031-02-01, enligt KS 2031/14', en: 'erased 2031-02-01, by KS 2031/14' });
  expect(JSON.stringify(afterErasure())).not.toMatch(/Anna|anna@/);
});

it('a value that is simply left out is not called erased', () => {
  const made = exportOf(facts);
  expect(verifyExport({ ...made, openings: made.openings.slice(1) })).toMatchObject({ ok: true, opened: 2, closed: 1, erased: [] });
});

it('a value that is still there after it was said to be erased is found', () => {
  const made = exportOf([...facts, erasureFact(at, staff, 'KS 2031/14', erased)]);
  expect(verifyExport(made)).toMatchObject({ ok: false, broken: { code: 'erased-but-present', sequence: 1, where: 'opening name' } });
});

it('an erasure of what was never there, or written in another form, erases nothing', () => {
  const made = exportOf([...facts, erasureFact(at, staff, 'KS 2031/14', [{ sequence: 2, name: 'name' }])]);
  expect(verifyExport(made)).toMatchObject({ ok: true, erased: [] });
  const odd = exportOf([...facts, { at, type: 'PersonalDataErased', actor: staff, data: { decision: 1, erased: [{ name: 'name' }, null] } }]);
  expect(verifyExport(odd)).toMatchObject({ ok: true, erased: [] });
});
