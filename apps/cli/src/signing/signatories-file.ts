import { readFile } from 'node:fs/promises';
import { isSignatoryRole, signatoryRoles, type SignatoryRole } from '#minutes';
import { UsageError } from '../usage.js';

export interface ListedSignatory {
  readonly name: string;
  readonly email: string;
  readonly role: SignatoryRole;
  /** As the file has it: a role code, or a title in words. */
  readonly roleAsGiven: string;
  readonly roleTitle?: string;
  readonly step: number;
}

const most = 1_000;
const keys = new Set(['name', 'email', 'role', 'step', 'roleTitle']);

/** What people write for our role codes. Any other title is a participant with that title. */
const words: Readonly<Record<string, SignatoryRole>> = {
  ordförande: 'chair', chairperson: 'chair', chairman: 'chair', chairwoman: 'chair', sekreterare: 'secretary', justerare: 'adjuster', justeringsperson: 'adjuster', ersättare: 'substitute', deltagare: 'participant',
};

/** A JSON array of `{name, email, role, step?}`. Without any step all may sign at once. @throws UsageError saying which entry is wrong */
export async function readSignatories(file: string): Promise<readonly ListedSignatory[]> {
  const text = await readFile(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${file} is not JSON`);
  }
  if (!Array.isArray(value) || value.length === 0) throw new UsageError(`${file} must hold a JSON array of signatories`);
  if (value.length > most) throw new UsageError(`${file} has more than ${String(most)} signatories`);
  return value.map((entry: unknown, index) => readSignatory(entry, `${file}, entry ${String(index + 1)}`));
}

function readSignatory(entry: unknown, where: string): ListedSignatory {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw new UsageError(`${where}: a signatory is a JSON object`);
  const record = entry as Record<string, unknown>;
  const unknown = Object.keys(record).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new UsageError(`${where}: what is "${unknown}"? A signatory has name, email, role and perhaps step`);
  const text = (key: string): string => {
    const value = record[key];
    if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`${where}: ${key} must be a text`);
    return value.trim().normalize('NFC');
  };
  const { step = 1 } = record;
  if (typeof step !== 'number' || !Number.isSafeInteger(step) || step < 1) throw new UsageError(`${where}: step is a whole number from 1`);
  const email = text('email');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`${where}: email is no address`);
  const given = text('role');
  const code = given.toLowerCase();
  if (code === 'reader') throw new UsageError(`${where}: a reader does not sign; roles are ${signatoryRoles.join(', ')} or a title`);
  const role = isSignatoryRole(code) ? code : (words[code] ?? 'participant');
  const title = record['roleTitle'] === undefined ? (isSignatoryRole(code) ? undefined : given) : text('roleTitle');
  return { name: text('name'), email, role, roleAsGiven: given, step, ...(title === undefined ? {} : { roleTitle: title }) };
}

/** In signing order: steps ascending, the file's order within each. */
export function inSteps(signatories: readonly ListedSignatory[]): ListedSignatory[][] {
  const numbers = [...new Set(signatories.map(({ step }) => step))].sort((a, b) => a - b);
  return numbers.map((number) => signatories.filter(({ step }) => step === number));
}
