import type { EntitySchema, FindOptionsOrder, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import type { RunnerSession } from '../database/sql-session.js';

/** A row as a caller gives it: the store adds the body. */
export type New<Row> = Omit<Row, 'bodyId'>;

/**
 * The plain statements that every store needs, through TypeORM's manager of the transaction's own connection. Each names
 * the body beside what row-level security demands: two locks on one door.
 */
export class Table<Row extends ObjectLiteral> {
  constructor(
    private readonly session: RunnerSession,
    private readonly schema: EntitySchema<Row>,
  ) {}

  async insert(...rows: readonly New<Row>[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map((row) => ({ ...row, bodyId: this.session.bodyId }));
    // TypeORM's deep-partial type cannot express columns of type `unknown`; the rows were checked against `Row` above.
    const checked = values as unknown as QueryDeepPartialEntity<Row>[];
    await this.session.manager.createQueryBuilder().insert().into(this.schema).values(checked).updateEntity(false).execute();
  }

  async find(where: Partial<Row>): Promise<Row | undefined> {
    return (await this.session.manager.findOneBy(this.schema, this.inBody(where))) ?? undefined;
  }

  /** Like `find`, and holds the row until the transaction ends. */
  async lock(where: Partial<Row>): Promise<Row | undefined> {
    const found = await this.session.manager.findOne(this.schema, { where: this.inBody(where), lock: { mode: 'pessimistic_write' } });
    return found ?? undefined;
  }

  list(where: Partial<Row>, order: FindOptionsOrder<Row>): Promise<Row[]> {
    return this.session.manager.find(this.schema, { where: this.inBody(where), order });
  }

  /** How many rows were changed. */
  async update(where: Partial<Row>, changes: Partial<New<Row>>): Promise<number> {
    const result = await this.session.manager.update(this.schema, this.inBody(where), changes as QueryDeepPartialEntity<Row>);
    return result.affected ?? 0;
  }

  private inBody(where: Partial<Row>): FindOptionsWhere<Row> {
    return { ...where, bodyId: this.session.bodyId } as unknown as FindOptionsWhere<Row>;
  }
}
