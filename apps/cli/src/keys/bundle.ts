import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { decryptPemKey, IssuanceError, readCertificateFile, writeNew, writePkcs12 } from '#issuance';
import { nameValue, Oid } from '#pki/parse';
import { parseOptions, required } from '../signing/options.js';
import { describeCertificate, report } from './describe.js';
import { keyOptions, outputOption, passphraseOf } from './options.js';
import { requireNoFile } from './output.js';
import { readPassphrase } from './passphrase.js';

/** `justera keys bundle`: a key of a PEM file and its certificates as PKCS #12. */
export async function bundle(args: readonly string[]): Promise<void> {
  const { values } = parseOptions(args, { ...keyOptions, ...outputOption, certificate: { type: 'string' }, 'new-passphrase-file': { type: 'string' } });
  const file = required(values.key, '--key');
  const output = required(values.output, '-o');
  const certificates = await readCertificateFile(required(values.certificate, '--certificate'));
  await requireNoFile(output);
  const key = decryptPemKey(await readFile(file, 'utf8'), await passphraseOf(values, false));
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const own = certificates.find((each) => Buffer.compare(each.spki, spki) === 0);
  if (own === undefined) throw new IssuanceError('key-does-not-match-certificate', 'No certificate in the file belongs to the key.', { details: { file } });
  const passphrase = await readPassphrase({ what: output, file: values['new-passphrase-file'], variable: 'JUSTERA_NEW_PASSPHRASE', isNew: true });
  const chain = certificates.filter((each) => each !== own && !each.isSelfIssued);
  await writeNew(output, writePkcs12(key, [own, ...chain].map(({ der }) => der), nameValue(own.subject, Oid.commonName) ?? 'justera', passphrase), 0o600);
  report([`key and ${1 + chain.length} certificate${chain.length === 0 ? '' : 's'} in ${output}`, ...describeCertificate(own)]);
}
