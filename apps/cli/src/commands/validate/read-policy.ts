import { readFileSync } from 'node:fs';
import { defaultPolicy, type SignatureValidationPolicy } from '#validation';
import { UsageError } from '../../usage.js';

/** The default policy with the members that the file changes, of the same kind and with no others. @throws UsageError */
export function readPolicy(file: string | undefined): SignatureValidationPolicy {
  if (file === undefined) return defaultPolicy;
  return merge(defaultPolicy, parse(file), file, []) as SignatureValidationPolicy;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--policy ${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

/** A misspelt or mistyped member must not quietly mean the default. */
function merge(base: unknown, given: unknown, file: string, where: readonly string[]): unknown {
  const place = where.join('.') || 'the policy';
  if (!isObject(base)) {
    if (base !== null && given !== null && typeof base !== typeof given) throw new UsageError(`--policy ${file}: ${place} must be a ${typeof base}`);
    return given;
  }
  if (!isObject(given)) throw new UsageError(`--policy ${file}: ${place} must be a JSON object`);
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(base, key)) throw new UsageError(`--policy ${file}: ${place} has no member ${key}`);
    merged[key] = merge(base[key], value, file, [...where, key]);
  }
  return merged;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
