import type { Readable } from 'node:stream';
import { open, type Entry, type ZipFile } from 'yauzl';

/** More files than any package of ours has: bounds what is listed. */
const mostEntries = 1000;

export class BadZip extends Error {
  override readonly name = 'BadZip';
}

export interface OpenedZip {
  readonly entries: readonly Entry[];
  stream(entry: Entry): Promise<Readable>;
  close(): void;
}

/** Opens a ZIP without reading what is in it. @throws BadZip for what is no ZIP, or has a name twice */
export async function openZip(file: string): Promise<OpenedZip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, opened) => (error ? reject(new BadZip(error.message)) : resolve(opened)));
  });
  const entries = await entriesOf(zip);
  if (new Set(entries.map((entry) => entry.fileName)).size !== entries.length) throw new BadZip('a name is there twice');
  return {
    entries,
    stream: (entry) =>
      new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error ? reject(new BadZip(error.message)) : resolve(stream)));
      }),
    close: () => zip.close(),
  };
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(new BadZip(error.message)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > mostEntries) reject(new BadZip('too many files'));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}
