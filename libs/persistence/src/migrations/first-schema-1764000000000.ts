import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tablesSql } from './sql-tables.js';
import { triggersSql } from './sql-triggers.js';
import { doorkeeperSql, eventWritersSql, grantsSql, rowSecuritySql } from './sql-walls.js';

/** Forward only: what a migration did is undone by a later one. */
export class FirstSchema1764000000000 implements MigrationInterface {
  readonly name = 'FirstSchema1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [tablesSql, rowSecuritySql, eventWritersSql, triggersSql, doorkeeperSql, grantsSql]) await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
