import { readFileSync } from 'node:fs';
import { verifyExport } from '#evidence';
import { UsageError } from '../usage.js';

const help = 'usage: justera evidence verify FILE\n\nChecks an exported evidence log offline. Exit code 0 when it is whole, 1 when it is not.';

/** `justera evidence verify FILE`: no database, no network. */
export async function evidence(args: readonly string[]): Promise<number> {
  const [verb, file] = args;
  if (verb !== 'verify' || file === undefined) throw new UsageError(help);
  const verdict = verifyExport(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  console.log(JSON.stringify(verdict, null, 2));
  return verdict.ok ? 0 : 1;
}
