import { open } from 'node:fs/promises';
import { openPdf } from '#pdf/read';
import { appendBehind, type AppendedSignature, type SignatureRequest } from './append-signature.js';
import { copyAndHash } from './file/copy-and-hash.js';
import { fileSource } from './file/file-source.js';
import { requireTwoFiles } from './file/require-two-files.js';
import { writeAll } from './file/write-all.js';
import { writeAtomically } from './file/write-atomically.js';

export interface SignFileRequest extends SignatureRequest {
  /** Path. Only read. */
  readonly input: string;
  /** Path. Appears, or is replaced, in one step when the signed file is whole and on disk; may not be the input. */
  readonly output: string;
}

/**
 * Signs a file on disk without holding it in memory: one pass copies and hashes it, the reader then looks at what it
 * needs of the copy, and the update is written behind it. The copy is what is read, hashed and signed, so an input that
 * somebody changes meanwhile can spoil nothing. A failed call leaves neither output nor scratch file.
 * @throws PadesError as `appendSignature`, and `not-a-file`, `output-is-input`; PdfError; what the file system throws
 */
export async function signFile(request: SignFileRequest): Promise<AppendedSignature> {
  const input = await open(request.input, 'r');
  try {
    await requireTwoFiles(input, request.output);
    return await writeAtomically(request.output, async (copy) => {
      const hashed = await copyAndHash(input, copy);
      const appended = await appendBehind(openPdf(fileSource(copy.fd, hashed.length)), () => hashed, request);
      await writeAll(copy, appended.update, appended.startOffset);
      return appended;
    });
  } finally {
    await input.close();
  }
}
