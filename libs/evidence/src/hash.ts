import { hash } from 'node:crypto';
import { EvidenceError } from './errors.js';

const hexPattern = /^[0-9a-f]{64}$/;

export function isSha256Hex(value: unknown): value is string {
  return typeof value === 'string' && hexPattern.test(value);
}

/** A label and the zero byte that ends it. The label says what kind of thing is hashed or signed. */
export function domain(label: string): Uint8Array {
  return utf8(`${label}\0`);
}

/**
 * SHA-256 over a domain and the parts, so that no hash of one kind can be shown as one of another kind. Only the last
 * part may vary in length.
 */
export function domainHash(label: Uint8Array, ...parts: readonly Uint8Array[]): string {
  return hash('sha256', Buffer.concat([label, ...parts]), 'hex');
}

export function hexBytes(hex: string, code: 'bad-hash' | 'bad-salt', where: string): Uint8Array {
  if (!isSha256Hex(hex)) throw new EvidenceError(code, where);
  return Buffer.from(hex, 'hex');
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
