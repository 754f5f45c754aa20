import { derBytes, derTree, ecdsaTwin, signatureValueOf, signerInfoOf, type DerTree } from './der-tree.js';

/** Between `<` and `>` of one /Contents. */
export interface Gap {
  readonly start: number;
  readonly end: number;
}

export function gapsOf(bytes: Buffer): readonly Gap[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/\/Contents\s*<([0-9a-fA-F]+)>/g)].map((match) => ({ start: match.index + match[0].indexOf('<') + 1, end: match.index + match[0].length - 1 }));
}

/** The DER value in a gap, without its padding. */
export function messageIn(bytes: Buffer, gap: Gap): Buffer {
  const padded = Buffer.from(bytes.toString('latin1', gap.start, gap.end), 'hex');
  const count = (padded[1] ?? 0) & 0x7f;
  const length = (padded[1] ?? 0) < 0x80 ? 2 + (padded[1] ?? 0) : 2 + count + padded.readUIntBE(2, count);
  return padded.subarray(0, length);
}

/** Puts a message into a gap, padded with zeros; undefined when it does not fit. */
export function withMessage(bytes: Buffer, gap: Gap, message: Buffer): Buffer | undefined {
  const hex = message.toString('hex');
  if (hex.length > gap.end - gap.start) return undefined;
  return Buffer.concat([bytes.subarray(0, gap.start), Buffer.from(hex.padEnd(gap.end - gap.start, '0'), 'latin1'), bytes.subarray(gap.end)]);
}

/** The same file with the other ECDSA value in one of its signatures; undefined where there is none. */
export function withTwin(bytes: Buffer, gap: Gap): Buffer | undefined {
  const tree = derTree(messageIn(bytes, gap));
  return exchangeTwin(tree) ? withMessage(bytes, gap, derBytes(tree)) : undefined;
}

function exchangeTwin(contentInfo: DerTree): boolean {
  const signerInfo = signerInfoOf(contentInfo);
  const value = signerInfo === undefined ? undefined : signatureValueOf(signerInfo);
  const twin = value?.content === undefined ? undefined : ecdsaTwin(value.content);
  if (value === undefined || twin === undefined) return false;
  value.content = twin;
  return true;
}
