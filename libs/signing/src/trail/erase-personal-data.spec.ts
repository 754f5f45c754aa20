import { commitmentOf, erasureText, verifyExport } from '#evidence';
import { exportEvidence } from '../desk/export-evidence.js';
import { createTrailWorld, type TrailWorld } from '../testing/trail-world.js';
import { erasePersonalData } from './erase-personal-data.js';
import { integrateEntries } from './integrate-entries.js';
import { sealLog } from './seal-log.js';

const staff = { kind: 'staff', id: 'desk' } as const;
let world: TrailWorld;
beforeAll(async () => {
  world = await createTrailWorld();
}, 60_000);
afterAll(() => world.close());

async function endedCase() {
  const ref = await world.newCase(1);
  await world.addEntries(ref, 1, { type: 'SignTaskDeclined', personal: { name: 'Anna Ek', reason: 'fel i § 4' } });
  await world.addEntries(ref, 1, { type: 'SignTaskDeclined', personal: { name: 'Bo Lind' } });
  await world.admin.query(`UPDATE justera.sign_request SET state = 'declined', state_json = '{"version": 0, "status": "declined"}' WHERE id = $1`, [ref.signRequestId]);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  return ref;
}

test('after erasure nothing of the value is left, chain and tree verify against the checkpoint from before, and it says when and by which decision', async () => {
  const ref = await endedCase();
  const before = await exportEvidence(world.api, ref);
  const kept = before.log!.checkpoint.note;
  const order = { ...ref, decision: 'KS 2031/14 § 7', data: [{ sequence: 2, name: 'name' }, { sequence: 2, name: 'reason' }] };
  expect(await erasePersonalData(world.api, order, staff)).toEqual({ erased: order.data });
  const exported = await exportEvidence(world.api, ref);
  const verdict = verifyExport(JSON.parse(JSON.stringify(exported)), undefined, { sealCertificates: [world.key.der], checkpoints: [kept] });
  expect(verdict).toMatchObject({ ok: true, anchored: true, entries: 4, opened: 1, closed: 0, log: { covered: 3 } });
  if (!verdict.ok) throw new Error('verifies');
  expect(verdict.erased.map((one) => [one.sequence, one.name, erasureText(one).sv])).toEqual(['name', 'reason'].map((name) => [2, name, 'gallrat 2026-05-04, enligt KS 2031/14 § 7']));
  const stored = await world.admin.query('SELECT entry, canonical FROM justera.evidence_entry WHERE sign_request_id = $1', [ref.signRequestId]);
  const openings = await world.admin.query('SELECT * FROM justera.evidence_opening WHERE sign_request_id = $1', [ref.signRequestId]);
  expect(JSON.stringify([exported, stored.rows, openings.rows])).not.toMatch(/Anna|fel i §/);
  // The control: the other person's is still there, and what was erased was a commitment to just this.
  expect(JSON.stringify(openings.rows)).toMatch(/Bo Lind/);
  const opening = before.openings.find((one) => one.name === 'name' && one.sequence === 2)!;
  expect(exported.entries[1]!.entry.commitments['name']).toBe(commitmentOf(opening));
});

test('all that is left, when no datum is named; then there is nothing more', async () => {
  const ref = await endedCase();
  const { erased } = await erasePersonalData(world.api, { ...ref, decision: 'KS 2031/14' }, staff);
  expect(erased).toHaveLength(3);
  await expect(erasePersonalData(world.api, { ...ref, decision: 'KS 2031/14' }, staff)).rejects.toMatchObject({ code: 'nothing-to-erase' });
});

test('without a decision, in a case that has not ended, or of what is not there: nothing is erased', async () => {
  const ref = await endedCase();
  const open = await world.newCase(1);
  await world.admin.query(`UPDATE justera.sign_request SET state_json = '{"version": 0, "status": "awaitingSignatures"}' WHERE id = $1`, [open.signRequestId]);
  const erase = (order: Partial<Parameters<typeof erasePersonalData>[1]>) => erasePersonalData(world.api, { ...ref, decision: 'KS 2031/14', ...order }, staff);
  await expect(erase({ decision: ' \u0007\n' })).rejects.toMatchObject({ code: 'decision-required' });
  await expect(erase(open)).rejects.toMatchObject({ code: 'case-open' });
  await expect(erase({ data: [{ sequence: 2, name: 'name' }, { sequence: 1, name: 'name' }] })).rejects.toMatchObject({ code: 'nothing-to-erase' });
  expect(await exportEvidence(world.api, ref)).toMatchObject({ openings: [{}, {}, {}] });
});

test('the database lets an opening be erased by a decision, and changed in no other way', async () => {
  const ref = await endedCase();
  const refused = { code: '42501' };
  const change = (set: string) => world.api.database.inBody(ref.bodyId, (tx) => tx.execute(`UPDATE justera.evidence_opening SET ${set} WHERE sign_request_id = $1`, [ref.signRequestId]));
  for (const set of [`value = '"Eva Ek"'`, 'value = NULL, salt = NULL', `value = NULL, salt = NULL, erased_at = now(), decision = ''`, `value = NULL, erased_at = now(), decision = 'x'`]) await expect(change(set)).rejects.toMatchObject(refused);
  await expect(world.worker.database.inBody(ref.bodyId, (tx) => tx.execute(`UPDATE justera.evidence_opening SET value = NULL, salt = NULL, erased_at = now(), decision = 'x'`))).rejects.toMatchObject(refused);
  await expect(world.admin.query('DELETE FROM justera.evidence_opening')).rejects.toMatchObject(refused);
  await expect(world.admin.query('TRUNCATE justera.evidence_opening')).rejects.toMatchObject(refused);
});
