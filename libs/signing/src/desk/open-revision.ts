import { loadCase } from '../case/load-case.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

export type RevisionChoice = 'head' | 'original' | 'prepared';

export interface OpenedRevision {
  readonly number: number;
  /** Bytes of the whole file at this revision. */
  readonly length: number;
  readonly wholeSha256: string;
  readonly fileName: string;
  /** The bytes `[start, end)`, in pieces of at most 1 MiB. */
  read(start: number, end: number): AsyncGenerator<Uint8Array>;
}

/**
 * A case's file for streaming, with ranges.
 * @throws SigningError `not-found`, `prepared-not-ready`
 */
export async function openRevision(core: SigningCore, ref: CaseRef, choice: RevisionChoice): Promise<OpenedRevision> {
  const { loaded, revisions } = await core.database.inBody(ref.bodyId, async (tx) => ({
    loaded: await loadCase(tx, ref.signRequestId),
    revisions: await tx.revisions.listOf(ref.signRequestId),
  }));
  const { rewrittenSha256, originalSha256, originalLength, title } = loaded.request;
  const fileName = fileNameOf(title, loaded.meeting.meetingDate, choice);
  // The upload of a rewritten file stands beside the case's revisions.
  if (choice === 'original' && rewrittenSha256 !== null) {
    return { number: 0, length: originalLength, wholeSha256: originalSha256, fileName, read: (start, end) => readBlob(core, ref, originalSha256, start, Math.min(end, originalLength)) };
  }
  const revision = choice === 'head' ? revisions.at(-1) : revisions.find(({ kind }) => kind === choice);
  if (revision === undefined) throw new SigningError('prepared-not-ready');
  const { number, length, wholeSha256 } = revision;
  return {
    number,
    length,
    wholeSha256,
    fileName,
    read: (start, end) => core.database.streamRevision(ref.bodyId, ref.signRequestId, number, start, Math.min(end, length)),
  };
}

const stepBytes = 8 * 1024 * 1024;

/** A transaction for each step, as for revisions: none stays open for as long as somebody downloads. */
async function* readBlob(core: SigningCore, ref: CaseRef, sha256: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let from = start; from < end; from += stepBytes) {
    yield* await core.database.inBody(ref.bodyId, async (tx) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of tx.blobs.read(sha256, from, Math.min(from + stepBytes, end))) pieces.push(piece);
      return pieces;
    });
  }
}

/** Readable in every file system: what a name may not hold becomes a space. */
export function fileNameOf(title: string, meetingDate: string, choice: RevisionChoice): string {
  const clean = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100)
    .trim();
  const suffix = choice === 'head' ? '' : `-${choice}`;
  return `${meetingDate} ${clean === '' ? 'minutes' : clean}${suffix}.pdf`;
}
