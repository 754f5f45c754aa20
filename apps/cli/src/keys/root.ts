import { certifyAuthority, makeKey, writeNew } from '#issuance';
import { toPem } from '#pki/parse';
import { systemClock } from '#platform/base';
import { parseOptions, required } from '../signing/options.js';
import { describeCertificate, report } from './describe.js';
import { addressOptions, beginning, keyOptions, nameOptions, outputOption, passphraseOf, readCount, readKind, readName, yearsAfter } from './options.js';
import { requireNoFile } from './output.js';

/** `justera keys root`: a key and its self-signed certificate. */
export async function root(args: readonly string[]): Promise<void> {
  const { values } = parseOptions(args, { ...keyOptions, ...nameOptions, ...addressOptions, ...outputOption, kind: { type: 'string' }, years: { type: 'string', default: '20' } });
  const address = required(values.key, '--key');
  const output = required(values.output, '-o');
  const [subject, kind, years] = [readName(values), readKind(values.kind, 'P-384'), readCount(values.years, '--years', 40)];
  await requireNoFile(output);
  const key = await makeKey(address, await passphraseOf(values, true), kind);
  try {
    const notBefore = beginning(systemClock.now());
    const certificate = await certifyAuthority({ kind: 'root', subject, spki: key.spki, notBefore, notAfter: yearsAfter(notBefore, years) }, { signer: key.signer });
    await writeNew(output, toPem(certificate.der));
    report([`root key (${kind}) in ${address}`, `root certificate in ${output}`, ...describeCertificate(certificate)]);
  } finally {
    key.close();
  }
}
