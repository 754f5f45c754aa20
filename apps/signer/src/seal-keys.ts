import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { openKey, type OpenedKey } from '#issuance';
import { ConfigError, errorCode } from '#platform';
import type { SealKeys } from '#signing';

const entry = z.strictObject({
  /** A PKCS #12 or PEM file, beside this one unless absolute; or a `pkcs11:` address. */
  key: z.string().min(1),
  passphrase: z.string(),
  certificates: z.string().optional(),
  friendlyName: z.string().optional(),
});
const sealKeysFile = z.record(z.string().regex(/^[a-z0-9-]{1,60}$/u), entry);

type Variable = 'SEAL_KEYS_FILE' | 'REPORT_SEAL_FILE';

/**
 * Opens the seal of each body that has one. The file holds passphrases: like a key file, it is for its owner only.
 * @throws ConfigError, IssuanceError for a key that cannot be opened
 */
export async function openSealKeys(file: string | undefined): Promise<SealKeys> {
  const seals = new Map<string, OpenedKey>();
  if (file === undefined) return seals;
  for (const [slug, one] of Object.entries(await read('SEAL_KEYS_FILE', file, sealKeysFile))) seals.set(slug, await open(file, one));
  return seals;
}

/**
 * Opens the seal of validation reports. It is a key of its own: what a stranger can have sealed must not bear a body's seal.
 * @throws ConfigError, IssuanceError for a key that cannot be opened
 */
export async function openReportSeal(file: string | undefined): Promise<OpenedKey | undefined> {
  return file === undefined ? undefined : open(file, await read('REPORT_SEAL_FILE', file, entry));
}

function open(file: string, { key, passphrase, certificates, friendlyName }: z.output<typeof entry>): Promise<OpenedKey> {
  const address = key.startsWith('pkcs11:') ? key : path.resolve(path.dirname(file), key);
  const beside = certificates === undefined ? {} : { certificateFile: path.resolve(path.dirname(file), certificates) };
  return openKey(address, passphrase, { ...beside, ...(friendlyName === undefined ? {} : { friendlyName }) });
}

async function read<Schema extends z.ZodType>(variable: Variable, file: string, schema: Schema): Promise<z.output<Schema>> {
  const wrong = (problem: string): ConfigError => new ConfigError('config-invalid', [{ variable, problem }]);
  try {
    if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) throw wrong('others than the owner may read the file; run chmod 600 on it');
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (parsed.success) return parsed.data;
    throw wrong(`is not of the form that docs/configuration.md gives: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (errorCode(error) === 'ENOENT') throw wrong('there is no such file');
    // The parser's message would repeat what is in the file.
    if (error instanceof SyntaxError) throw wrong('is not JSON');
    throw error;
  }
}
