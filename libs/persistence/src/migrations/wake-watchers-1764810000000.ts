import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever waits hears at the commit that a task, or the state of its case, is another. The message is an id alone. */
export class WakeWatchers1764810000000 implements MigrationInterface {
  readonly name = 'WakeWatchers1764810000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION justera.wake_watchers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('justera_changes', NEW.id::text); RETURN NULL; END $$`,
    );
    await runner.query(
      `CREATE TRIGGER wake_watchers AFTER UPDATE ON justera.sign_request FOR EACH ROW
       WHEN ((OLD.state, OLD.attention) IS DISTINCT FROM (NEW.state, NEW.attention)) EXECUTE FUNCTION justera.wake_watchers()`,
    );
    await runner.query(
      'CREATE TRIGGER wake_watchers AFTER UPDATE ON justera.sign_task FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION justera.wake_watchers()',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
