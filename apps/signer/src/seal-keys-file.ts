import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError, errorCode } from '#platform';

const entry = z.strictObject({
  /** A PKCS #12 or PEM file, beside this one unless absolute; or a `pkcs11:` address. */
  key: z.string().min(1),
  passphrase: z.string(),
  certificates: z.string().min(1).optional(),
  friendlyName: z.string().optional(),
});
const sealKeysFile = z.record(z.string().regex(/^[a-z0-9-]{1,60}$/u), entry);

export type SealKeyEntry = z.output<typeof entry>;
export type SealVariable = 'SEAL_KEYS_FILE' | 'REPORT_SEAL_FILE' | 'LOG_SEAL_FILE';

/** Where the seal of each body lies, by its slug. @throws ConfigError */
export function readSealKeysFile(file: string): Promise<Readonly<Record<string, SealKeyEntry>>> {
  return read('SEAL_KEYS_FILE', file, sealKeysFile);
}

/** Where a seal lies that is no body's: that of validation reports, or of the evidence log. @throws ConfigError */
export function readLoneSealFile(variable: Exclude<SealVariable, 'SEAL_KEYS_FILE'>, file: string): Promise<SealKeyEntry> {
  return read(variable, file, entry);
}

/** The file holds passphrases: like a key file, it is for its owner only. */
async function read<Schema extends z.ZodType>(variable: SealVariable, file: string, schema: Schema): Promise<z.output<Schema>> {
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
    if (errorCode(error) !== undefined) throw wrong(`cannot be read (${String(errorCode(error))})`);
    throw error;
  }
}
