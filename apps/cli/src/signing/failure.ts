import { errorCode } from '#platform/base';
import { UsageError } from '../usage.js';

/** Exit codes of prepare, sign and extend, after sysexits.h; the help of each command and the README list them. */
export const exitCodes = { done: 0, usage: 64, data: 65, noInput: 66, unavailable: 69, internal: 70, cannotWrite: 73, refused: 77 } as const;

export const exitCodesHelp = `exit code: 0 done; 64 wrong command line; 65 the PDF, key or signatories cannot be used; 66 a file is missing; 69 a time-stamping or revocation
  service gave no usable answer; 70 a fault of ours; 73 the output cannot be written; 77 not permitted (wrong passphrase, locked field, revoked, host not allowed).
Standard output carries the result and nothing else; on failure one line on standard error, "justera COMMAND: CODE: sentence", and no output file.`;

const byCode: Readonly<Record<string, number>> = {
  ENOENT: exitCodes.noInput,
  EISDIR: exitCodes.noInput,
  'key-file-missing': exitCodes.noInput,
  'certificate-file-missing': exitCodes.noInput,
  EACCES: exitCodes.cannotWrite,
  EPERM: exitCodes.cannotWrite,
  EROFS: exitCodes.cannotWrite,
  ENOSPC: exitCodes.cannotWrite,
  ENOTDIR: exitCodes.cannotWrite,
  'wrong-passphrase': exitCodes.refused,
  'key-file-too-open': exitCodes.refused,
  'permission-denied': exitCodes.refused,
  'field-locked': exitCodes.refused,
  revoked: exitCodes.refused,
  'host-not-allowed': exitCodes.refused,
  'timestamp-unavailable': exitCodes.unavailable,
  'timestamp-rejected': exitCodes.unavailable,
  'timestamp-invalid': exitCodes.unavailable,
  'timestamp-clock-skew': exitCodes.unavailable,
  'revocation-unavailable': exitCodes.unavailable,
  'revocation-not-fresh': exitCodes.unavailable,
  'lint-failed': exitCodes.internal,
  'output-is-input': exitCodes.usage,
};

/** One of the errors of ours: typed, with a code in lower case and hyphens. Anything else is a fault, or Node's own. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  const code = errorCode(error);
  if (code === undefined) return exitCodes.internal;
  return byCode[code] ?? (/^[a-z]+(-[a-z0-9]+)*$/.test(code) ? exitCodes.data : exitCodes.internal);
}

const advice: Readonly<Record<string, string>> = {
  'revocation-not-fresh': '; ask again later, or accept what is in force with --freshness current',
  'revocation-unavailable': '; allow the hosts with --allow-host, or bring a list with --crl',
  'chain-incomplete': '; bring the missing certificates with --trust',
  'field-already-signed': '; each field is signed once',
  'missing-glyph': '; sign without a text in the box: --no-appearance',
};

/** Node's own codes in the words of ours. */
const systemErrors: Readonly<Record<string, readonly [code: string, sentence: string]>> = {
  ENOENT: ['file-missing', 'there is no such file'],
  EISDIR: ['file-missing', 'this is a folder'],
  ENOTDIR: ['cannot-write', 'there is no such folder'],
  EACCES: ['cannot-write', 'the system does not permit this file to be opened'],
  EPERM: ['cannot-write', 'the system does not permit this file to be opened'],
  EROFS: ['cannot-write', 'the disk is read-only'],
  ENOSPC: ['cannot-write', 'the disk is full'],
};

/** One line for standard error. */
export function failureLine(command: string, error: unknown): string {
  if (error instanceof UsageError) return `justera ${command}: usage: ${error.message}`;
  const system = systemErrors[errorCode(error) ?? ''];
  if (system !== undefined) {
    const place = typeof error === 'object' && error !== null && 'path' in error ? `: ${String(error.path)}` : '';
    return `justera ${command}: ${system[0]}: ${system[1]}${place}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  const details = detailsOf(error);
  return `justera ${command}: ${errorCode(error) ?? 'internal'}: ${(message + details + (advice[errorCode(error) ?? ''] ?? '')).replace(/\s+/g, ' ')}`;
}

function detailsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('details' in error) || typeof error.details !== 'object' || error.details === null) return '';
  const shown = Object.entries(error.details).map(([key, value]) => `${key}: ${Array.isArray(value) ? value.join(', ') : String(value)}`);
  return shown.length === 0 ? '' : ` (${shown.join('; ')})`;
}

/** Runs a command so that every failure becomes one line and an exit code. */
export async function reported(command: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    console.error(failureLine(command, error));
    return exitCodeOf(error);
  }
}
