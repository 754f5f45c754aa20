import { createReadStream } from 'node:fs';

/** No entry of ours comes near it; bounds what a file made to hurt can make us hold. */
const longestLine = 16 * 1024 * 1024;
const chunkBytes = 512 * 1024;
const lineFeed = 0x0a;

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/**
 * A file in chunks of whole lines, without the line feed that ends each chunk; the first chunk is the first line alone. Memory is
 * one chunk and one line.
 */
export async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const read of createReadStream(file, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    let data = rest.length === 0 ? read : Buffer.concat([rest, read]);
    const firstEnd = isFirst ? data.indexOf(lineFeed) : -1;
    if (firstEnd >= 0) {
      yield data.subarray(0, firstEnd);
      data = data.subarray(firstEnd + 1);
      isFirst = false;
    }
    const end = isFirst ? -1 : data.lastIndexOf(lineFeed);
    if (end >= 0) yield data.subarray(0, end);
    rest = data.subarray(end + 1);
    if (rest.length > longestLine) throw new LineTooLong();
  }
  if (rest.length > 0) yield rest;
}
