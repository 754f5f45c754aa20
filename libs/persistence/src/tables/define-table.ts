import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

type ColumnType = 'uuid' | 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'jsonb' | 'bytea';

interface Column {
  type: ColumnType;
  nullable: boolean;
  primary: boolean;
}

/** A column of the given type; `.orNull` and `.primaryKey` are its variants. */
const column = (type: ColumnType) => {
  const base: Column = { type, nullable: false, primary: false };
  return { ...base, orNull: { ...base, nullable: true }, primaryKey: { ...base, primary: true } };
};

export const uuid = column('uuid');
export const text = column('text');
export const integer = column('integer');
export const bigint = column('bigint');
export const date = column('date');
export const timestamp = column('timestamptz');
export const json = column('jsonb');
export const bytes = column('bytea');

/**
 * Describes a table to TypeORM. Constraints, indexes, policies and grants live in the migrations alone: this is only
 * what rows look like, and `schema-drift.spec.ts` compares it with the migrated database.
 */
export function defineTable<Row extends object>(tableName: string, columns: { [Name in keyof Required<Row>]: Column }): EntitySchema<Row> {
  const options = Object.fromEntries(
    Object.entries<Column>(columns).map(([name, { type, nullable, primary }]) => [name, { name: snakeCase(name), type, nullable, primary }]),
  );
  return new EntitySchema<Row>({
    name: tableName,
    tableName,
    schema: 'justera',
    columns: options as { [Name in keyof Row]?: EntitySchemaColumnOptions },
  });
}

/** originalSha256 → original_sha256, bodyId → body_id */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
