import { createReadStream } from 'node:fs';

/** No entry of ours comes near it; bounds what a file made to hurt can make us hold. */
const longestLine = 16 * 1024 * 1024;
const lineFeed = 0x0a;

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** The lines of a file, one after the other, in memory of one chunk and one line. An empty last line is left out. */
export async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: string[] = [];
    let start = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, start)) {
      lines.push(data.toString('utf8', start, end));
      start = end + 1;
    }
    rest = data.subarray(start);
    if (rest.length > longestLine) throw new LineTooLong();
    yield lines;
  }
  if (rest.length > 0) yield [rest.toString('utf8')];
}
