import { ManifestError } from './manifest-error.js';

/** Reads an object with exactly the named keys, and of the optional ones those that are there; anything else is refused, so that version 1 stays version 1. */
export class StrictRecord {
  private constructor(
    private readonly values: ReadonlyMap<string, unknown>,
    private readonly where: string,
  ) {}

  static of(value: unknown, keys: readonly string[], where: string, optional: readonly string[] = []): StrictRecord {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ManifestError('bad-value', where);
    const values = new Map<string, unknown>(Object.entries(value));
    for (const key of values.keys()) if (!keys.includes(key) && !optional.includes(key)) throw new ManifestError('unknown-key', where);
    for (const key of keys) if (!values.has(key)) throw new ManifestError('missing-key', `${where}${where === '' ? '' : '.'}${key}`);
    return new StrictRecord(values, where);
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  path(key: string): string {
    return this.where === '' ? key : `${this.where}.${key}`;
  }

  text(key: string, { pattern, emptyAllowed = false }: { pattern?: RegExp; emptyAllowed?: boolean } = {}): string {
    const value = this.values.get(key);
    // 500 characters: far above any name or title, far below what would hurt a reader.
    if (typeof value !== 'string' || value.length > 500 || (value === '' && !emptyAllowed)) throw new ManifestError('bad-value', this.path(key));
    if (pattern !== undefined && !pattern.test(value)) throw new ManifestError('bad-value', this.path(key));
    return value;
  }

  is<T>(key: string, guard: (value: unknown) => value is T): T {
    const value = this.values.get(key);
    if (!guard(value)) throw new ManifestError('bad-value', this.path(key));
    return value;
  }

  integer(key: string, min: number, max: number): number {
    const value = this.values.get(key);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) throw new ManifestError('bad-value', this.path(key));
    return value;
  }

  list(key: string, max: number): readonly unknown[] {
    const value = this.values.get(key);
    if (!Array.isArray(value) || value.length === 0 || value.length > max) throw new ManifestError('bad-value', this.path(key));
    return value;
  }
}
