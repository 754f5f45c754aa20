import { attackCatalogue } from './testing/attacks/catalogue.js';
import { victimFiles, type VictimFile } from './testing/attacked-files.js';

/** Three files by default, all ten with ATTACK_FILES=all (the conformance run does). */
const few = process.env['ATTACK_FILES'] !== 'all';
let victims: readonly VictimFile[] = [];

beforeAll(async () => {
  victims = await victimFiles(few);
}, 300_000);

test('the honest files are what the attacks start from', () => {
  expect(victims.map(({ name, bytes, validate }) => [name, validate(bytes).document.status])).toEqual(victims.map(({ name, honest }) => [name, honest]));
  expect(victims).toHaveLength(few ? 3 : 10);
});

describe.each([...new Set(attackCatalogue.map(({ id }) => id))].sort())('%s', (id) => {
  test.each(attackCatalogue.filter((attack) => attack.id === id).map((attack) => [attack.title, attack] as const))('%s', async (_, { make, status, reasons }) => {
    const results = [];
    for (const { name, world, bytes, validate } of victims) {
      const attacked = await make(bytes, { pki: world.pki });
      expect(attacked.equals(bytes)).toBe(false);
      const { document } = validate(attacked);
      const holds = (status === 'open' ? document.status !== 'valid' : document.status === 'not-valid') && (reasons === undefined || reasons.some((reason) => document.reasons.includes(reason)));
      results.push(holds ? 'seen' : `${name}: ${document.status} ${document.reasons.join(',')}`);
    }
    expect(results).toEqual(victims.map(() => 'seen'));
  }, 120_000);
});
