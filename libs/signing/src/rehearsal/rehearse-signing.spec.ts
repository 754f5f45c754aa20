import { systemClock } from '#platform';
import { createRehearsalEngine } from './rehearsal-engine.js';
import { rehearseSigning } from './rehearse-signing.js';

test('minutes are signed by everybody, and pass our own validator', async () => {
  const { signatures, milliseconds } = await rehearseSigning(systemClock, 0);
  expect(signatures).toBe(6);
  expect(milliseconds).toBeGreaterThan(0);
}, 60_000);

test('an engine whose signatures our validator does not pass is found out', async () => {
  const real = await createRehearsalEngine(systemClock);
  const other = await createRehearsalEngine(systemClock);
  // Signs with one authority and is judged by the trust of another.
  const broken = { ...real, judge: other.judge };
  await expect(rehearseSigning(systemClock, 0, () => Promise.resolve(broken))).rejects.toMatchObject({ code: 'own-signature-not-valid' });
}, 60_000);
