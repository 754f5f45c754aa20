import { readFileSync } from 'node:fs';
import { MalformedExport, parseCheckpoint, verifyCheckpoint, verifyExport, type OutsideEvidence } from '#evidence';
import { readOutside } from '../evidence/outside.js';
import { kindOf } from '../evidence/sniff.js';
import { verifyLog } from '../evidence/verify-log.js';
import { verifyPackage } from '../evidence/verify-package.js';
import { parseOptions } from '../signing/options.js';
import { UsageError } from '../usage.js';

const help = `usage: justera evidence verify FILE [--checkpoint FILE]… [--consistency FILE]… [--log-certificate FILE] [--timestamp-anchor FILE]
       justera evidence export-log FILE

verify checks offline, believing nothing in the file: an evidence package (ZIP), a case's exported evidence (JSON), the log of
all cases (as export-log writes it), or a checkpoint. No database, no network. It names the first broken link.

  --checkpoint        a checkpoint that was kept outside: what is under it cannot have been changed since
  --consistency       a proof that links a checkpoint younger than FILE (GET /api/v1/evidence-log/consistency)
  --log-certificate   who may seal checkpoints; without it the seal is checked, and whose it is is not
  --timestamp-anchor  roots of the time-stamping authority; without it the time is checked, and whose it is is not

export-log writes the log of all cases from the database (DATABASE_URL, role reader).

Exit code 0 when everything holds, 1 when something does not.`;

const files = { type: 'string', multiple: true } as const;

/** `justera evidence verify | export-log`. */
export async function evidence(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, { checkpoint: files, consistency: files, 'log-certificate': files, 'timestamp-anchor': files, help: { type: 'boolean', default: false } });
  const [verb, file, ...more] = positionals;
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (file === undefined || more.length > 0) throw new UsageError(help);
  if (verb === 'export-log') {
    await import('reflect-metadata');
    return (await import('../evidence/export-log.js')).exportLog(file);
  }
  if (verb !== 'verify') throw new UsageError(help);
  const verdict = await verifyFile(file, readOutside(values));
  console.log(JSON.stringify(verdict, null, 2));
  return verdict.ok ? 0 : 1;
}

async function verifyFile(file: string, outside: OutsideEvidence): Promise<{ readonly ok: boolean }> {
  const kind = kindOf(file);
  if (kind === 'log') return verifyLog(file, outside);
  if (kind === 'package') return verifyPackage(file, outside);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, broken: { code: 'malformed', where: 'not JSON' } } as { readonly ok: false };
    throw error;
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  return format === 'justera-checkpoint' ? verifyCheckpointFile(value, outside) : verifyExport(value, undefined, outside);
}

function verifyCheckpointFile(value: unknown, outside: OutsideEvidence): { readonly ok: boolean } {
  try {
    const checkpoint = parseCheckpoint(value);
    return { ...verifyCheckpoint(checkpoint, outside), ...{ note: checkpoint.note } };
  } catch (error) {
    if (error instanceof MalformedExport) return { ok: false, broken: { code: 'malformed', where: error.where } } as { readonly ok: false };
    throw error;
  }
}
