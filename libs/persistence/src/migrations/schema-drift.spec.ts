import { DataSource } from 'typeorm';
import { dataSourceOptions, ENTITIES } from '../database/data-source-options.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { migrate } from './migrate.js';

let world: TestDatabase;
beforeAll(async () => {
  world = await createTestDatabase();
}, 60_000);
afterAll(() => world.close());

/** Constraints, indexes and defaults live in the migrations alone (see `defineTable`); TypeORM would drop what it does not know. */
const ABOUT_CONSTRAINTS = /^(ALTER TABLE "justera"\."\w+" (DROP CONSTRAINT|ADD CONSTRAINT|ALTER COLUMN "\w+" DROP DEFAULT)|DROP INDEX)/;

async function drift(): Promise<string[]> {
  const source = new DataSource(dataSourceOptions({ url: world.access.urlOf('migrate'), role: 'migrate', poolSize: 1, onPoolError: () => undefined }));
  await source.initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query).filter((query) => !ABOUT_CONSTRAINTS.test(query));
  } finally {
    await source.destroy();
  }
}

test('the tables as TypeORM knows them are the tables as migrated: columns, types, nullability', async () => {
  expect(await drift()).toEqual([]);
  // The control: this test can fail.
  await world.admin.query('ALTER TABLE justera.mail ALTER COLUMN kind DROP NOT NULL, ADD COLUMN forgotten text');
  expect(await drift()).not.toEqual([]);
  await world.admin.query('ALTER TABLE justera.mail ALTER COLUMN kind SET NOT NULL, DROP COLUMN forgotten');
});

test('every migrated table is known to TypeORM, but the one that only the database itself reads', async () => {
  const { rows } = await world.admin.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'justera'");
  const known = ENTITIES.map((entity) => entity.options.tableName);
  expect(rows.map((row) => row.name).filter((name) => !known.includes(name)).sort()).toEqual(['event_writer', 'schema_migration']);
});

test('three boots at once: one migrates, all succeed, and no lock is left behind', async () => {
  await world.admin.query('DROP SCHEMA justera CASCADE');
  await world.admin.query('CREATE SCHEMA justera AUTHORIZATION justera_migrate');
  const ran = await Promise.all([1, 2, 3].map(() => migrate(world.access.urlOf('migrate'))));
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
  expect(ran.filter((names) => names.length === 0)).toHaveLength(2);
  expect((await world.admin.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).rowCount).toBe(0);
});
