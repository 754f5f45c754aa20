import { createHash } from 'node:crypto';
import { EvidenceError } from './errors.js';

const hexPattern = /^[0-9a-f]{64}$/;

export function isSha256Hex(value: unknown): value is string {
  return typeof value === 'string' && hexPattern.test(value);
}

/**
 * SHA-256 over a label, a zero byte and the parts. The label says what kind of thing is hashed, so that no hash of one
 * kind can be shown as one of another kind. Only the last part may vary in length.
 */
export function domainHash(label: string, ...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(label, 'utf8').update(Uint8Array.of(0));
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

export function hexBytes(hex: string, code: 'bad-hash' | 'bad-salt', where: string): Uint8Array {
  if (!isSha256Hex(hex)) throw new EvidenceError(code, where);
  return Buffer.from(hex, 'hex');
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
