import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface StoredList {
  readonly bytes: Uint8Array;
  readonly fetchedAt: Date;
}

/** Lists that held when they were fetched, by address. What comes out of it is verified again like anything else. */
export interface ListStore {
  read(address: string): Promise<StoredList | undefined>;
  /** @throws when it cannot be written */
  write(address: string, list: StoredList): Promise<void>;
}

/** Keeps nothing: every use fetches anew. */
export const noListStore: ListStore = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };

/**
 * A folder with one file for each address: a line of JSON, then the list. Files appear whole or not at all, so that processes may share
 * it; what is damaged or of another address counts as absent.
 */
export function createListStore(folder: string): ListStore {
  const fileOf = (address: string): string => path.join(folder, `${createHash('sha256').update(address).digest('hex')}.list`);
  return {
    read: async (address) => readStored(await readFile(fileOf(address)).catch(missing), address),
    write: async (address, { bytes, fetchedAt }) => {
      await mkdir(folder, { recursive: true });
      const file = fileOf(address);
      const unfinished = `${file}.${randomUUID()}`;
      await writeFile(unfinished, Buffer.concat([Buffer.from(`${JSON.stringify({ address, fetchedAt: fetchedAt.toISOString() })}\n`), bytes]));
      await rename(unfinished, file);
    },
  };
}

/** Not there, or not for us to read: both mean that there is no copy. */
function missing(): undefined {
  return undefined;
}

function readStored(file: Buffer | undefined, address: string): StoredList | undefined {
  const end = file?.indexOf(0x0a) ?? -1;
  if (file === undefined || end === -1) return undefined;
  const head = parseHead(file.subarray(0, end).toString('utf8'));
  if (head === undefined || head.address !== address) return undefined;
  return { bytes: new Uint8Array(file.subarray(end + 1)), fetchedAt: head.fetchedAt };
}

function parseHead(line: string): { readonly address: unknown; readonly fetchedAt: Date } | undefined {
  try {
    const head = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const fetchedAt = new Date(String(head['fetchedAt']));
    return Number.isNaN(fetchedAt.getTime()) ? undefined : { address: head['address'], fetchedAt };
  } catch {
    return undefined;
  }
}
