import { readFile } from 'node:fs/promises';
import { nextCrl, readCertificateFile, writeNew, type Revocation } from '#issuance';
import { parseCrl, parsePem, revocationReasons, toPem, type Crl, type RevocationReason } from '#pki/parse';
import { systemClock } from '#platform/base';
import { oneOf, parseOptions, required } from '../signing/options.js';
import { UsageError } from '../usage.js';
import { describeCrl, report } from './describe.js';
import { keyOptions, openAuthorityKey, outputOption, readCount, wholeSecond } from './options.js';
import { requireNoFile } from './output.js';

const DAY = 86_400_000;
/** Reasons that a CA gives for good; a hold could be lifted, and what it makes doubtful would have to be told anew. */
const reasons = (Object.keys(revocationReasons) as RevocationReason[]).filter((reason) => reason !== 'certificateHold' && reason !== 'removeFromCRL');

/** `justera keys crl` and `justera keys revoke`. */
export async function crl(args: readonly string[], isRevoking: boolean): Promise<void> {
  const { values } = parseOptions(args, {
    ...keyOptions, ...outputOption, certificate: { type: 'string' }, first: { type: 'boolean', default: false }, previous: { type: 'string' },
    days: { type: 'string', default: '30' }, revoke: { type: 'string' }, reason: { type: 'string' }, at: { type: 'string' },
  });
  if (!isRevoking && (values.revoke ?? values.reason ?? values.at) !== undefined) throw new UsageError('to revoke something, say "keys revoke"');
  if (values.first === (values.previous !== undefined)) throw new UsageError('say --previous FILE, or --first when there has never been a list');
  const output = required(values.output, '-o');
  const days = readCount(values.days, '--days', 366);
  const thisUpdate = wholeSecond(systemClock.now());
  const revoke = isRevoking ? [await readRevocation(values, thisUpdate)] : [];
  const previous = values.previous === undefined ? undefined : await readCrlFile(values.previous);
  await requireNoFile(output);
  const authority = await openAuthorityKey(values);
  try {
    const list = await nextCrl(authority, previous, { thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + days * DAY), revoke });
    await writeNew(output, output.endsWith('.pem') ? toPem(list.der, 'X509 CRL') : list.der);
    report([`revocation list in ${output}`, ...describeCrl(list)]);
  } finally {
    authority.close();
  }
}

async function readRevocation(values: { readonly revoke?: string | undefined; readonly reason?: string | undefined; readonly at?: string | undefined }, now: Date): Promise<Revocation> {
  const [certificate] = await readCertificateFile(required(values.revoke, '--revoke'));
  if (certificate === undefined) throw new UsageError('--revoke names a file without a certificate');
  const at = values.at === undefined ? now : wholeSecond(new Date(values.at));
  if (Number.isNaN(at.getTime())) throw new UsageError(`--at ${values.at ?? ''}: not a time; write it as 2026-03-31T14:05:00Z`);
  if (at > now) throw new UsageError('--at lies in the future: a revocation counts from when it is known, or earlier');
  return { certificate, at, reason: oneOf(required(values.reason, '--reason'), reasons, '--reason') };
}

export async function readCrlFile(file: string): Promise<Crl> {
  const bytes = await readFile(file);
  const [der = bytes] = bytes.includes('-----BEGIN ') ? parsePem(bytes.toString('latin1'), ['X509 CRL', 'CRL']) : [bytes];
  return parseCrl(new Uint8Array(der));
}
