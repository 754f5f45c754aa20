import type { CheckpointNote } from '../checkpoint/checkpoint.js';
import { toHex } from '../hash.js';
import { Frontier } from '../tree/frontier.js';
import type { ChainBreakCode } from '../verify-chain.js';
import { ChainHeads } from './chain-heads.js';
import { hashesOfLine, lineStates, whyMalformed, type ExaminedLines, type LineState } from './examine-lines.js';
import { parseLogHeader, type LogHeader } from './log-file.js';

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

interface LineInPlace {
  readonly index: number;
  readonly sequence: number;
  readonly bodyId: string | undefined;
  readonly state: LineState;
  readonly slot: number | undefined;
}

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

  /** The first line. After a break, nothing more is to be added. */
  begin(header: string): LogBreak | undefined {
    try {
      this.#header = parseLogHeader(JSON.parse(header));
    } catch (error) {
      const where = whyMalformed(error);
      if (where === undefined) throw error;
      return { code: 'malformed', index: 0, where };
    }
    const { origin } = this.#header;
    if (this.#due.some((note) => note.origin !== origin)) return { code: 'other-log', index: 0 };
    return this.#checkpoint();
  }

  /** The next lines, in order; undefined when all is well so far. */
  take(lines: ExaminedLines): LogBreak | undefined {
    const hashes = Buffer.from(lines.hashes.buffer, lines.hashes.byteOffset, lines.hashes.byteLength);
    for (let at = 0; at < lines.requestIds.length; at += 1) {
      const broken = this.#add(lines, hashes, at) ?? this.#checkpoint();
      if (broken !== undefined) return broken;
    }
    return lines.malformed === undefined ? undefined : { code: 'malformed', index: this.#tree.size, where: lines.malformed };
  }

  #add(lines: ExaminedLines, hashes: Buffer, at: number): LogBreak | undefined {
    const [requestId, bodyId] = [lines.requestIds[at] as string, lines.bodyIds[at]];
    const sequence = lines.numbers[2 * at + 1] as number;
    const state = lineStates[lines.states[at] as number] as LineState;
    const slot = this.#heads.find(requestId);
    const start = at * hashesOfLine;
    const code = this.#codeOf({ index: lines.numbers[2 * at] as number, sequence, bodyId, state, slot }, () => this.#heads.isHead(slot, hashes, start + 32));
    if (code !== undefined) return { code, index: this.#tree.size, requestId, sequence };
    if (state === 'open') this.#open += 1;
    this.#heads.advance(slot, requestId, hashes, start, bodyId);
    // Copied: the tree keeps it for as long as it has no sibling, and must not keep the whole chunk with it.
    this.#tree.append(Uint8Array.prototype.slice.call(hashes, start + 64, start + hashesOfLine));
    return undefined;
  }

  #codeOf({ index, sequence, bodyId, state, slot }: LineInPlace, standsOnHead: () => boolean): LogBreakCode | undefined {
    if (index !== this.#tree.size) return 'index-broken';
    if (sequence !== this.#heads.sequence(slot) + 1) return 'sequence-broken';
    if (state === 'closed') return undefined;
    if (state === 'unknown-version' || state === 'other-case') return state;
    if (bodyId !== (this.#heads.bodyId(slot) ?? bodyId)) return 'other-case';
    if (state === 'sequence-broken') return state;
    if (!standsOnHead()) return 'previous-hash-mismatch';
    return state === 'open' ? undefined : state;
  }

  /** Leaves so far. */
  get size(): number {
    return this.#tree.size;
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
}
