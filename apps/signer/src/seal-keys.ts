import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { openKey } from '#issuance';
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

const variable = 'SEAL_KEYS_FILE';
const wrong = (problem: string): ConfigError => new ConfigError('config-invalid', [{ variable, problem }]);

/**
 * Opens the seal of each body that has one. The file holds passphrases: like a key file, it is for its owner only.
 * @throws ConfigError, IssuanceError for a key that cannot be opened
 */
export async function openSealKeys(file: string | undefined): Promise<SealKeys> {
  const seals = new Map<string, Awaited<ReturnType<typeof openKey>>>();
  if (file === undefined) return seals;
  for (const [slug, { key, passphrase, certificates, friendlyName }] of Object.entries(await read(file))) {
    const address = key.startsWith('pkcs11:') ? key : path.resolve(path.dirname(file), key);
    const beside = certificates === undefined ? {} : { certificateFile: path.resolve(path.dirname(file), certificates) };
    seals.set(slug, await openKey(address, passphrase, { ...beside, ...(friendlyName === undefined ? {} : { friendlyName }) }));
  }
  return seals;
}

async function read(file: string): Promise<z.output<typeof sealKeysFile>> {
  try {
    if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) throw wrong('others than the owner may read the file; run chmod 600 on it');
    const parsed = sealKeysFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
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
