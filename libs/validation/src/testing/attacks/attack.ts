import type { TestPki } from '#testing';
import type { ReasonCode } from '../../report/reason.js';

export interface AttackTools {
  /** People whose certificates the victim trusts: the strongest attacker. */
  readonly pki: TestPki;
}

/** One way to make a signed file say something else, as a program that any signed file of ours can be put through. */
export interface Attack {
  /** Of the table in the specification of the validator, or `+` for those below the table. */
  readonly id: string;
  readonly title: string;
  readonly make: (signed: Buffer, tools: AttackTools) => Buffer | Promise<Buffer>;
  /** What the document's status must be. `open` is what nobody can call broken and nobody may call valid. */
  readonly status: 'not-valid' | 'open';
  /** One of these must be among the reasons. */
  readonly reasons?: readonly ReasonCode[];
}

export const latin = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
export const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

export interface SignatureObject {
  readonly objectNumber: number;
  /** From the object number to after `endobj`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The newest signature dictionary, found by its words: not by the reader under test. */
export function newestSignature(bytes: Uint8Array): SignatureObject {
  const text = latin(bytes);
  const at = text.lastIndexOf('/ByteRange');
  const start = text.lastIndexOf(' 0 obj', at);
  const lineStart = Math.max(text.lastIndexOf('\n', start), text.lastIndexOf('\r', start)) + 1;
  const end = text.indexOf('endobj', at) + 'endobj'.length;
  if (at < 0 || start < 0 || end < at) throw new Error('no signature to attack');
  return { objectNumber: Number(text.slice(lineStart, start)), start: lineStart, end, text: text.slice(lineStart, end) };
}

/** Replaces a part of the newest signature dictionary by something that is no longer, so that every offset stays. */
export function inNewestSignature(bytes: Buffer, from: RegExp, to: string | ((found: string) => string)): Buffer {
  const signature = newestSignature(bytes);
  const found = from.exec(signature.text);
  if (found === null) throw new Error(`the signature has no ${from.source}`);
  const replacement = typeof to === 'string' ? to : to(found[0]);
  if (replacement.length > found[0].length) throw new Error('the replacement is longer');
  const changed = signature.text.replace(found[0], () => replacement.padEnd(found[0].length));
  return Buffer.concat([bytes.subarray(0, signature.start), bytesOf(changed), bytes.subarray(signature.end)]);
}
