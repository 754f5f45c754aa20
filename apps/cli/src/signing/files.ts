import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '#platform/base';
import { UsageError } from '../usage.js';

export async function readInput(file: string): Promise<Buffer> {
  return readFile(file);
}

/** The input is never written to: what was signed cannot be had back. @throws UsageError when both names lead to one file */
export async function requireOtherFile(input: string, output: string): Promise<void> {
  const [one, other, folder] = [await stat(input), await statIfThere(output), await statIfThere(path.dirname(output))];
  if (folder?.isDirectory() !== true) throw noFolder(output);
  if (other?.isDirectory() === true) throw new UsageError(`-o names a file, and ${output} is a folder`);
  if (other !== undefined && one.dev === other.dev && one.ino === other.ino) throw new UsageError('-o must name another file than the input');
}

async function statIfThere(file: string): ReturnType<typeof stat> extends Promise<infer Stats> ? Promise<Stats | undefined> : never {
  try {
    return await stat(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Appears whole and on disk, or not at all: written beside its place, then moved there. */
export async function writeWhole(file: string, parts: readonly Uint8Array[]): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const handle = await open(beside, 'wx');
    try {
      for (const part of parts) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw cannotWrite(error, file);
  }
}

/** A missing folder for the output is no missing input. */
function cannotWrite(error: unknown, file: string): unknown {
  return errorCode(error) === 'ENOENT' ? noFolder(file) : error;
}

function noFolder(file: string): Error {
  return Object.assign(new Error('there is no such folder'), { code: 'ENOTDIR', path: path.dirname(file) });
}
