import { openPdf, type ByteSource, type PdfFile } from '#pdf/read';
import type { FinishedUpdate } from '#pdf/write';
import { lintStructure } from '../lint/lint-structure.js';
import { refuseFindings } from '../lint/refuse-findings.js';
import type { TimeStampClient } from '../network/time-stamp-client.js';
import { PadesError } from '../pades-error.js';
import { hashedWith, hashHead, revisionOf, type HashedHead } from '../sign/embed.js';
import { writeDocumentTimestamp } from './document-timestamp.js';

export interface CompletionRevision {
  readonly kind: 'securityStore' | 'documentTimestamp';
  readonly update: Uint8Array;
  readonly revisionSha256: string;
  readonly revisionLength: number;
}

/** Where a file lies while updates are put behind it. */
export interface FileStore {
  /** The file as it is now. */
  source(): ByteSource;
  append(update: Uint8Array): Promise<void>;
}

/** In memory: the head stays where it is, and is never joined with what comes behind it. */
export function memoryStore(head: Uint8Array): FileStore {
  const parts: { readonly start: number; readonly bytes: Uint8Array }[] = [{ start: 0, bytes: head }];
  let length = head.byteLength;
  return {
    source: () => ({ length, read: (target, offset) => fill(target, offset, parts) }),
    append: (update) => {
      parts.push({ start: length, bytes: update });
      length += update.byteLength;
      return Promise.resolve();
    },
  };
}

function fill(target: Uint8Array, offset: number, parts: readonly { readonly start: number; readonly bytes: Uint8Array }[]): void {
  for (const { start, bytes } of parts) {
    const from = Math.max(offset, start);
    const to = Math.min(offset + target.length, start + bytes.byteLength);
    if (from < to) target.set(bytes.subarray(from - start, to - start), from - offset);
  }
}

/** A file that updates are put behind, its hash state in step. What it costs in memory is its structure and the updates, wherever it lies. */
export class GrowingFile {
  readonly updates: CompletionRevision[] = [];
  timestampedAt: Date | undefined;

  /** Bytes of the file before anything was put behind it. */
  readonly startLength: number;

  private constructor(
    private readonly store: FileStore,
    private hashed: HashedHead,
  ) {
    this.startLength = hashed.length;
  }

  static inMemory(head: Uint8Array): GrowingFile {
    return new GrowingFile(memoryStore(head), hashHead(head));
  }

  /** @param hashed of all that the store holds */
  static in(store: FileStore, hashed: HashedHead): GrowingFile {
    return new GrowingFile(store, hashed);
  }

  open(): PdfFile {
    return openPdf(this.source());
  }

  source(): ByteSource {
    return this.store.source();
  }

  async append(kind: CompletionRevision['kind'], finished: FinishedUpdate, document: PdfFile): Promise<void> {
    const { update } = finished;
    refuseFindings(lintStructure(document, finished));
    await this.store.append(update);
    this.updates.push({ kind, update, ...revisionOf(this.hashed, update) });
    this.hashed = hashedWith(this.hashed, update);
  }

  async timestamp(timestamps: TimeStampClient | undefined): Promise<void> {
    if (timestamps === undefined) throw new PadesError('timestamp-unavailable', 'a document time-stamp needs a time-stamping authority');
    const document = this.open();
    const { finished, genTime } = await writeDocumentTimestamp(document, this.hashed, timestamps);
    await this.append('documentTimestamp', finished, document);
    this.timestampedAt = genTime;
  }
}
