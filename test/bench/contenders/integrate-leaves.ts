import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { randomIds, silentLogger, systemClock } from '#platform';
import { integrateEntries } from '#signing';
import { createCase, createTestDatabase } from '../../../libs/persistence/src/testing/test-database.js';

/** Processor seconds of PostgreSQL’s processes for the worker; undefined where the kernel does not tell. */
async function backendSeconds(admin: Awaited<ReturnType<typeof createTestDatabase>>['admin']): Promise<number | undefined> {
  const { rows } = await admin.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE application_name = 'justera_worker'");
  try {
    const ticks = rows.map(({ pid }) => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? []);
    return ticks.flat().reduce((sum, one) => sum + one, 0) / 100;
  } catch {
    return undefined;
  }
}

/** Prints `[[entries in the log before, seconds, processor seconds of Node, of PostgreSQL], …]`. Entries are written by SQL: what is measured is putting them into the log. */
async function main(rounds: number): Promise<void> {
  const world = await createTestDatabase();
  try {
    const [api, worker] = [await world.open('api'), await world.open('worker')];
    const core = { database: worker, clock: systemClock, ids: randomIds, logger: silentLogger };
    const results: (number | string)[][] = [];
    for (let round = 0; round < rounds; round += 1) {
      const refs = [];
      for (let i = 0; i < 20; i += 1) refs.push(await createCase(api));
      // The chain's own trigger looks up the tip of a case for each entry, which is not what is measured here; the waiting list is written as that entry's would be.
      await world.admin.query('ALTER TABLE justera.evidence_entry DISABLE TRIGGER continue_chain');
      for (const { bodyId, signRequestId } of refs) {
        await world.admin.query(
          `INSERT INTO justera.evidence_entry SELECT gen_random_uuid(), $1::uuid, $2::uuid, n, repeat('0', 64), encode(sha256(($2::uuid::text || n)::bytea), 'hex'), jsonb_build_object('n', n, 'filler', repeat('x', 400)), repeat('x', 500), now()
           FROM generate_series(1, 5000) AS n`,
          [bodyId, signRequestId],
        );
      }
      await world.admin.query('ALTER TABLE justera.evidence_entry ENABLE TRIGGER continue_chain');
      await world.admin.query('ANALYZE');
      const before = await worker.inLog((log) => log.size());
      const [started, own, theirs] = [performance.now(), process.cpuUsage(), await backendSeconds(world.admin)];
      const { integrated } = await integrateEntries(core);
      const seconds = (performance.now() - started) / 1000;
      if (integrated !== 100_000) throw new Error(`integrated ${integrated}`);
      const { user, system } = process.cpuUsage(own);
      const backend = await backendSeconds(world.admin);
      results.push([before, seconds, (user + system) / 1e6, backend === undefined || theirs === undefined ? '' : backend - theirs]);
    }
    process.stdout.write(`${JSON.stringify(results)}\n`);
  } finally {
    await world.close();
  }
}

void main(Number(process.argv[2] ?? '3'));
