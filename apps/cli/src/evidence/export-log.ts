import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openDatabase } from '#persistence';
import { loadConfig } from '#platform';
import { readLog } from '#signing';
import { UsageError } from '../usage.js';

/** Writes the log of all cases to a new file, one JSON value a line, as the role `reader`. */
export async function exportLog(file: string): Promise<number> {
  const config = loadConfig(process.env, 'cli');
  const url = config.databaseRoleUrls.reader ?? config.databaseUrl;
  if (url === undefined) throw new UsageError('DATABASE_URL or DATABASE_URL_READER says which database');
  const database = await openDatabase({ url, role: 'reader', poolSize: 2 });
  try {
    await pipeline(Readable.from(linesOf(database)), createWriteStream(file, { flags: 'wx' }));
    console.log(`written: ${file}`);
    return 0;
  } finally {
    await database.close();
  }
}

/** Several lines at once: a stream element for each would cost more than the line. */
async function* linesOf(database: Parameters<typeof readLog>[0]): AsyncGenerator<string> {
  let buffer = '';
  for await (const record of readLog(database)) {
    buffer += `${JSON.stringify(record)}\n`;
    if (buffer.length > 256 * 1024) {
      yield buffer;
      buffer = '';
    }
  }
  yield buffer;
}
