import { access } from 'node:fs/promises';
import { IssuanceError } from '#issuance';
import { errorCode } from '#platform/base';

/** Before anything is made: a ceremony that stops half-way leaves a key behind. What counts is the exclusive write later. */
export async function requireNoFile(file: string): Promise<void> {
  try {
    await access(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  throw new IssuanceError('key-file-exists', 'There is a file of that name already; nothing is overwritten.', { details: { file } });
}
