import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from '../usage.js';

export const passphraseHelp = `  --passphrase-file FILE     holds the passphrase of --key, or the PIN of its token; else JUSTERA_PASSPHRASE in the environment; else it is asked for.
                             For "bundle" the new file's: --new-passphrase-file, JUSTERA_NEW_PASSPHRASE. Never on the command line, which others can read`;

/** A new passphrase shorter than this is no protection for a file that may be copied. A token's PIN is another matter. */
const SHORTEST = 12;

export interface PassphraseSource {
  /** What it opens, for the question. */
  readonly what: string;
  readonly file: string | undefined;
  readonly variable: string;
  /** It will protect something from now on: asked for twice, and not short. */
  readonly isNew?: boolean;
}

/** From a file, the environment or a person, in that order. @throws UsageError */
export async function readPassphrase(source: PassphraseSource): Promise<string> {
  const passphrase = await given(source);
  if (passphrase === '') throw new UsageError(`the passphrase for ${source.what} is empty`);
  if (source.isNew === true && [...passphrase].length < SHORTEST) throw new UsageError(`a new passphrase has at least ${SHORTEST} characters`);
  return passphrase;
}

async function given({ what, file, variable, isNew }: PassphraseSource): Promise<string> {
  // One end-of-line marker belongs to the file, not to the passphrase.
  if (file !== undefined) return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  const fromEnvironment = process.env[variable];
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (process.stdin.isTTY !== true) throw new UsageError(`the passphrase for ${what} is missing: give a file, set ${variable}, or run this where it can ask you`);
  const first = await ask(`Passphrase for ${what}: `);
  if (isNew === true && (await ask('The same again: ')) !== first) throw new UsageError('the two were not the same');
  return first;
}

/** Asks without showing what is typed. */
function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve, reject) => {
    line.once('line', (text) => {
      line.close();
      process.stderr.write('\n');
      resolve(text);
    });
    line.once('SIGINT', () => {
      line.close();
      reject(new UsageError('stopped'));
    });
  });
}
