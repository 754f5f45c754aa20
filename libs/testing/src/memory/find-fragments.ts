import { writableMemory } from './process-memory.js';

const FRAGMENT_BYTES = 8;

/**
 * Where any eight octets of a secret still lie, in either byte order: what is left when most of a freed copy has been
 * written over. Eight octets turn up by chance once in 2^64.
 *
 * @returns per secret, the addresses found
 */
export function findFragments(pid: number, secrets: Readonly<Record<string, Uint8Array>>): Record<string, string[]> {
  const found: Record<string, string[]> = Object.fromEntries(Object.keys(secrets).map((name) => [name, []]));
  const patterns = Object.entries(secrets).flatMap(([name, secret]) => fragments(secret).map((pattern) => ({ name, pattern })));
  for (const { start, bytes } of writableMemory(pid)) {
    for (const { name, pattern } of patterns) {
      for (let offset = bytes.indexOf(pattern); offset >= 0; offset = bytes.indexOf(pattern, offset + 1)) {
        found[name]?.push((start + offset).toString(16));
      }
    }
  }
  return found;
}

function fragments(secret: Uint8Array): Buffer[] {
  const forms = [Buffer.from(secret), Buffer.from(secret).reverse()];
  return forms.flatMap((form) => Array.from({ length: Math.floor(form.length / FRAGMENT_BYTES) }, (_, index) => form.subarray(index * FRAGMENT_BYTES, (index + 1) * FRAGMENT_BYTES)));
}
