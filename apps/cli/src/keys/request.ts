import { buildCertificationRequest, makeKey, writeNew } from '#issuance';
import { nameToString, parseName, toPem } from '#pki/parse';
import { parseOptions, required } from '../signing/options.js';
import { grouped, report, sha256 } from './describe.js';
import { keyOptions, nameOptions, outputOption, passphraseOf, readKind, readName } from './options.js';
import { requireNoFile } from './output.js';

/** `justera keys request`: a key where it shall live, and a request for its certificate. */
export async function request(args: readonly string[]): Promise<void> {
  const { values } = parseOptions(args, { ...keyOptions, ...nameOptions, ...outputOption, kind: { type: 'string' } });
  const address = required(values.key, '--key');
  const output = required(values.output, '-o');
  const [subject, kind] = [readName(values), readKind(values.kind, 'P-256')];
  await requireNoFile(output);
  const key = await makeKey(address, await passphraseOf(values, true), kind);
  try {
    const der = await buildCertificationRequest(subject, key.spki, key.signer);
    await writeNew(output, toPem(der, 'CERTIFICATE REQUEST'));
    const fingerprint = sha256(key.spki);
    report([
      `key (${kind}) in ${address}`, `request in ${output}`, `  subject      ${nameToString(parseName(subject))}`, `  key SHA-256  ${grouped(fingerprint)}`,
      'Write the fingerprint down and take it to the root by another way than the request: "certify" asks for it.',
    ]);
  } finally {
    key.close();
  }
}
