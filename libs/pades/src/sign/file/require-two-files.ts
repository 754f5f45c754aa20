import { stat, type FileHandle } from 'node:fs/promises';
import { errorCode } from '#platform/base';
import { PadesError } from '../../pades-error.js';

/** @throws PadesError `not-a-file`, `output-is-input` when both names lead to one file */
export async function requireTwoFiles(input: FileHandle, output: string): Promise<void> {
  const [source, target] = await Promise.all([input.stat(), stat(output).catch(ifAbsent)]);
  if (!source.isFile()) throw new PadesError('not-a-file', 'the input is not a regular file');
  if (target !== undefined && target.dev === source.dev && target.ino === source.ino) throw new PadesError('output-is-input', 'the signed file may not replace the input');
}

function ifAbsent(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
