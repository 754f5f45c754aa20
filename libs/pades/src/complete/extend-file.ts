import { open, type FileHandle } from 'node:fs/promises';
import { openPdf } from '#pdf/read';
import { appendBehind, type AppendedSignature } from '../sign/append-signature.js';
import { hashedWith, type HashedHead } from '../sign/embed.js';
import { copyAndHash } from '../sign/file/copy-and-hash.js';
import { fileSource } from '../sign/file/file-source.js';
import { requireTwoFiles } from '../sign/file/require-two-files.js';
import { writeAll } from '../sign/file/write-all.js';
import { writeAtomically } from '../sign/file/write-atomically.js';
import type { SignFileRequest } from '../sign/sign-file.js';
import { extendGrowing, type ExtendedDocument, type ExtensionRequest } from './complete-document.js';
import { GrowingFile, type FileStore } from './growing-file.js';

export interface ExtendFileRequest extends ExtensionRequest {
  /** Path. Only read. */
  readonly input: string;
  /** Path. Appears, or is replaced, in one step when the extended file is whole and on disk; may not be the input. */
  readonly output: string;
}

export interface ExtendedFile extends ExtendedDocument {
  /** Of the output, which is a copy of the input when that had all that was asked for. */
  readonly sha256: string;
}

/**
 * Extends a file on disk without holding it in memory: one pass copies and hashes it, updates are written behind the copy, and what time-stamps cover
 * is hashed from it once more before it leaves. A failed call leaves neither output nor scratch file.
 * @throws PadesError as `extendDocument`, and `not-a-file`, `output-is-input`; PdfError; what the file system throws
 */
export function extendFile(request: ExtendFileRequest): Promise<ExtendedFile> {
  return onACopy(request, async (copy, hashed) => {
    const extended = await extendGrowing(GrowingFile.in(diskStore(copy, hashed.length), hashed), request);
    return { ...extended, sha256: extended.updates.at(-1)?.revisionSha256 ?? hashed.state.copy().digest('hex') };
  });
}

export interface SignedAndExtendedFile extends ExtendedFile {
  readonly signed: AppendedSignature;
}

/**
 * Signs a file on disk and extends it, as `signFile` and `extendFile` do, in one copy: it appears when it has the level that was asked for.
 * @throws PadesError as both
 */
export function signAndExtendFile(request: SignFileRequest, extension: ExtensionRequest): Promise<SignedAndExtendedFile> {
  return onACopy(request, async (copy, head) => {
    const signed = await appendBehind(openPdf(fileSource(copy.fd, head.length)), () => head, request);
    const hashed = hashedWith(head, signed.update);
    await writeAll(copy, signed.update, signed.startOffset);
    const extended = await extendGrowing(GrowingFile.in(diskStore(copy, hashed.length), hashed), extension);
    return { ...extended, signed, sha256: extended.updates.at(-1)?.revisionSha256 ?? signed.revisionSha256 };
  });
}

async function onACopy<Result>(files: { readonly input: string; readonly output: string }, work: (copy: FileHandle, hashed: HashedHead) => Promise<Result>): Promise<Result> {
  const input = await open(files.input, 'r');
  try {
    await requireTwoFiles(input, files.output);
    return await writeAtomically(files.output, async (copy) => work(copy, await copyAndHash(input, copy)));
  } finally {
    await input.close();
  }
}

function diskStore(copy: FileHandle, start: number): FileStore {
  let length = start;
  return {
    source: () => fileSource(copy.fd, length),
    append: async (update) => {
      await writeAll(copy, update, length);
      length += update.byteLength;
    },
  };
}
