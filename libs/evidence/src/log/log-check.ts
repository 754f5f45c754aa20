import type { CheckpointNote } from '../checkpoint/checkpoint.js';
import { EvidenceError } from '../errors.js';
import { toHex } from '../hash.js';
import { firstPreviousHash } from '../entry-hash.js';
import { MalformedExport } from '../parse/shape.js';
import { Frontier } from '../tree/frontier.js';
import { breakOf, type ChainBreakCode } from '../verify-chain.js';
import { ChainHeads } from './chain-heads.js';
import { parseLogHeader, parseLogRecord, type LogHeader } from './log-file.js';
import { leafHash } from './log-leaf.js';

export type LogBreakCode =
  | ChainBreakCode
  | 'malformed'
  /** A leaf is missing, twice there, or in another place. */
  | 'index-broken'
  /** The root at the size of a checkpoint is another: something before it was changed, with everything behind it. */
  | 'log-rewritten'
  /** The checkpoint is of another log. */
  | 'other-log';

export interface LogBreak {
  readonly code: LogBreakCode;
  /** Place in the log, from 0; the size when the tail is cut off. */
  readonly index: number;
  readonly requestId?: string;
  readonly sequence?: number;
  readonly where?: string;
}

export interface LogSummary {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly cases: number;
  /** Leaves whose entry was shown and checked, and those that came alone. */
  readonly open: number;
  readonly closed: number;
  /** Sizes of the checkpoints that were met. */
  readonly met: readonly number[];
  /** Leaves behind the newest checkpoint: nothing outside vouches for them yet. */
  readonly unanchored: number;
}

export type LogVerdict = { readonly ok: true; readonly summary: LogSummary } | { readonly ok: false; readonly broken: LogBreak };

/**
 * Checks a log leaf by leaf, in memory that grows with the number of cases only: every entry's hash, every case's chain,
 * the tree over all, and its root wherever a checkpoint from elsewhere states one.
 */
export class LogCheck {
  readonly #heads = new ChainHeads();
  readonly #tree = new Frontier();
  readonly #due: CheckpointNote[];
  readonly #met: number[] = [];
  #header: LogHeader | undefined;
  #open = 0;

  constructor(checkpoints: readonly CheckpointNote[] = []) {
    this.#due = [...checkpoints].sort((a, b) => a.size - b.size);
  }

  /** The first line. */
  begin(value: unknown): LogBreak | undefined {
    return this.#answered(() => {
      this.#header = parseLogHeader(value);
      const { origin } = this.#header;
      if (this.#due.some((note) => note.origin !== origin)) return { code: 'other-log', index: 0 };
      return this.#checkpoint();
    });
  }

  /** The next line; undefined when all is well so far. After a break, nothing more is to be added. */
  add(value: unknown): LogBreak | undefined {
    return this.#answered(() => {
      const record = parseLogRecord(value);
      const { index, requestId, sequence, entryHash } = record;
      const found = (code: LogBreakCode): LogBreak => ({ code, index: this.#tree.size, requestId, sequence });
      if (index !== this.#tree.size) return found('index-broken');
      const head = this.#heads.get(requestId);
      const expected = (head?.sequence ?? 0) + 1;
      if (sequence !== expected) return found('sequence-broken');
      if (record.entry !== undefined && record.previousHash !== undefined) {
        const scope = { bodyId: head?.bodyId ?? record.entry.bodyId, requestId };
        const code = breakOf(scope, { entry: record.entry, previousHash: record.previousHash, entryHash }, expected, head?.entryHash ?? firstPreviousHash);
        if (code !== undefined) return found(code);
        this.#open += 1;
      }
      this.#heads.set(requestId, sequence, entryHash, record.entry?.bodyId);
      this.#tree.append(leafHash({ index, requestId, sequence, entryHash }));
      return this.#checkpoint();
    });
  }

  end(): LogVerdict {
    const size = this.#tree.size;
    if (this.#header === undefined) return { ok: false, broken: { code: 'malformed', index: 0, where: 'header' } };
    if (this.#header.size !== size || this.#due.length > 0) return { ok: false, broken: { code: 'cut-off', index: size } };
    const { origin } = this.#header;
    const summary = { origin, size, root: toHex(this.#tree.root()), cases: this.#heads.size, open: this.#open, closed: size - this.#open, met: this.#met, unanchored: size - (this.#met.at(-1) ?? 0) };
    return { ok: true, summary };
  }

  #checkpoint(): LogBreak | undefined {
    while (this.#due[0]?.size === this.#tree.size) {
      const note = this.#due.shift() as CheckpointNote;
      if (toHex(this.#tree.root()) !== note.root) return { code: 'log-rewritten', index: Math.max(0, this.#tree.size - 1), where: `checkpoint of ${note.size}` };
      this.#met.push(note.size);
    }
    return undefined;
  }

  #answered(check: () => LogBreak | undefined): LogBreak | undefined {
    try {
      return check();
    } catch (error) {
      if (error instanceof MalformedExport || error instanceof EvidenceError) return { code: 'malformed', index: this.#tree.size, where: error.message };
      throw error;
    }
  }
}
