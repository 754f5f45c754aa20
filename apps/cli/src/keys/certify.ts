import { readFile } from 'node:fs/promises';
import { certifyAuthority, IssuanceError, readCertificationRequest, writeNew, type AuthorityKind } from '#issuance';
import { toPem } from '#pki/parse';
import { systemClock } from '#platform/base';
import { oneOf, parseOptions, required } from '../signing/options.js';
import { describeCertificate, report, sha256 } from './describe.js';
import { addressOptions, beginning, keyOptions, openAuthorityKey, outputOption, readAddresses, readCount, yearsAfter } from './options.js';
import { requireNoFile } from './output.js';

const kinds = ['issuing', 'time-stamping', 'ocsp', 'seal'] as const satisfies readonly AuthorityKind[];

/** `justera keys certify`: the root, or another CA, certifies a request whose fingerprint came by another way. */
export async function certify(args: readonly string[]): Promise<void> {
  const { values } = parseOptions(args, {
    ...keyOptions, ...addressOptions, ...outputOption,
    certificate: { type: 'string' }, request: { type: 'string' }, fingerprint: { type: 'string' }, as: { type: 'string' }, years: { type: 'string', default: '5' },
  });
  const kind = oneOf(required(values.as, '--as'), kinds, '--as');
  const output = required(values.output, '-o');
  const expected = required(values.fingerprint, '--fingerprint').replace(/[\s:]/g, '').toLowerCase();
  const [years, addresses] = [readCount(values.years, '--years', 20), readAddresses(values)];
  const asked = readCertificationRequest(await readFile(required(values.request, '--request')));
  const found = sha256(asked.spki);
  if (found !== expected) throw new IssuanceError('bad-request', 'The request is for another key than the fingerprint says.', { details: { found } });
  await requireNoFile(output);
  const authority = await openAuthorityKey(values);
  try {
    const notBefore = beginning(systemClock.now());
    const contents = { kind, subject: asked.subject.der, spki: asked.spki, notBefore, notAfter: yearsAfter(notBefore, years), addresses };
    const certificate = await certifyAuthority(contents, authority);
    const chain = authority.certificate.isSelfIssued ? [] : [authority.certificate.der, ...authority.chain];
    await writeNew(output, [certificate.der, ...chain].map((der) => toPem(der)).join(''));
    report([`${kind} certificate in ${output}`, ...describeCertificate(certificate)]);
  } finally {
    authority.close();
  }
}
