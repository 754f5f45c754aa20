import { DerError } from './der-error.js';
import { Tag } from './tags.js';

/** Larger inputs than this are refused: no certificate, token or CRL we judge comes near (national CRLs reach 30 MB). */
export const MAX_DER_BYTES = 128 * 1024 * 1024;

/**
 * One type-length-value, positions kept. Children are read only when asked for and every reader walks a fixed grammar,
 * so there is no recursion to bound: the work is at most linear in the bytes of the containers that are looked into.
 */
export class DerNode {
  constructor(
    /** The buffer the positions refer to. */
    readonly source: Uint8Array,
    /** Identifier octet: class, constructed bit and number. */
    readonly tag: number,
    /** First byte of the identifier. */
    readonly start: number,
    readonly contentStart: number,
    /** Exclusive. */
    readonly end: number,
  ) {}

  /** Content octets, a view and not a copy. */
  get content(): Uint8Array {
    return this.source.subarray(this.contentStart, this.end);
  }

  /** Identifier, length and content octets, a view and not a copy. */
  get encoded(): Uint8Array {
    return this.source.subarray(this.start, this.end);
  }

  expect(tag: number): this {
    if (this.tag !== tag) {
      throw new DerError('unexpected-tag', this.start, `wanted 0x${tag.toString(16)}, found 0x${this.tag.toString(16)}`);
    }
    return this;
  }

  /** The elements of a constructed value. */
  children(): DerNode[] {
    this.requireConstructed();
    const found: DerNode[] = [];
    for (let at = this.contentStart; at < this.end; ) {
      const child = readNode(this.source, at, this.end);
      found.push(child);
      at = child.end;
    }
    return found;
  }

  /** The elements one at a time, for lists that may be long (CRL entries). */
  *iterate(): Generator<DerNode, void, undefined> {
    this.requireConstructed();
    let at = this.contentStart;
    while (at < this.end) {
      const child = readNode(this.source, at, this.end);
      yield child;
      at = child.end;
    }
  }

  /** Walk the elements in order. */
  cursor(): DerCursor {
    this.requireConstructed();
    return new DerCursor(this);
  }

  /** The only element of an explicitly tagged value. */
  only(tag?: number): DerNode {
    const cursor = this.cursor();
    const child = tag === undefined ? cursor.any() : cursor.next(tag);
    cursor.end();
    return child;
  }

  private requireConstructed(): void {
    if ((this.tag & 0x20) === 0) throw new DerError('unexpected-tag', this.start, 'a constructed value was expected');
  }
}

/** A position inside a constructed value: take what the grammar says comes next, refuse anything else. */
export class DerCursor {
  private at: number;
  private readonly source: Uint8Array;
  private readonly limit: number;

  constructor(parent: DerNode) {
    this.at = parent.contentStart;
    this.source = parent.source;
    this.limit = parent.end;
  }

  get done(): boolean {
    return this.at >= this.limit;
  }

  any(): DerNode {
    if (this.done) throw new DerError('unexpected-end', this.at);
    const node = readNode(this.source, this.at, this.limit);
    this.at = node.end;
    return node;
  }

  next(tag: number): DerNode {
    return this.any().expect(tag);
  }

  /** The next element if it carries the tag; otherwise nothing is taken. */
  optional(tag: number): DerNode | undefined {
    if (this.done || this.source[this.at] !== tag) return undefined;
    return this.any();
  }

  rest(): DerNode[] {
    const found: DerNode[] = [];
    while (!this.done) found.push(this.any());
    return found;
  }

  end(): void {
    if (!this.done) throw new DerError('trailing-bytes', this.at);
  }
}

/** Reads one element at `at`; it must end at or before `limit`. X.690 §8.1.3 and §10.1: definite, minimal lengths. */
function readNode(source: Uint8Array, at: number, limit: number): DerNode {
  const tag = source[at];
  const first = source[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit) throw new DerError('truncated', at);
  if ((tag & 0x1f) === 0x1f) throw new DerError('unsupported-tag', at, 'high tag number');
  let contentStart = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0) throw new DerError('indefinite-length', at);
    if (count > 4) throw new DerError('length-too-big', at);
    if (contentStart + count > limit) throw new DerError('truncated', at);
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (source[contentStart + i] ?? 0);
    if (length < 0x80 || (count > 1 && source[contentStart] === 0)) throw new DerError('non-minimal-length', at);
    contentStart += count;
  }
  const end = contentStart + length;
  if (end > limit) throw new DerError('truncated', at);
  return new DerNode(source, tag, at, contentStart, end);
}

/**
 * Reads the one element that fills `bytes`.
 *
 * @throws DerError when the bytes are not one DER element from the first to the last byte
 */
export function readDer(bytes: Uint8Array, tag?: number): DerNode {
  const node = readFirst(bytes, tag);
  if (node.end !== bytes.length) throw new DerError('trailing-bytes', node.end);
  return node;
}

/** Reads the element at the start of `bytes`; what follows it is the caller's business (padding in `/Contents`). */
export function readFirst(bytes: Uint8Array, tag?: number): DerNode {
  if (bytes.length > MAX_DER_BYTES) throw new DerError('too-large', 0);
  const node = readNode(bytes, 0, bytes.length);
  return tag === undefined ? node : node.expect(tag);
}

/** Reads a SEQUENCE that fills `bytes` and walks it. */
export function readSequence(bytes: Uint8Array): DerCursor {
  return readDer(bytes, Tag.sequence).cursor();
}
