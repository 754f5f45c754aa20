import { buildCrl, type RevokedEntry } from '#pki/build';
import { parseCrl, subjectKeyIdentifierOf, verifyCrl, type Certificate, type Crl, type RevocationReason } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';
import type { SigningKey } from '../key-store/signing-key.js';

export interface Revocation {
  readonly certificate: Certificate;
  readonly at: Date;
  readonly reason: RevocationReason;
}

/**
 * The CRL after `previous`: everything that was revoked stays revoked, the number grows by one. The list before is the
 * register: it is signed by the CA, so an offline CA needs to keep nothing else.
 *
 * @param previous undefined only for the first list that a CA ever makes
 * @throws IssuanceError `crl-unusable` when the list before is not this CA's, newer, or cannot be carried on; `not-of-this-authority`
 */
export async function nextCrl(
  authority: SigningKey, previous: Crl | undefined, changes: { readonly thisUpdate: Date; readonly nextUpdate: Date; readonly revoke?: readonly Revocation[] },
): Promise<Crl> {
  const { certificate, signer } = authority;
  if (certificate.known.keyUsage?.has('cRLSign') === false) throw new IssuanceError('authority-unfit', 'This certificate may not sign revocation lists.');
  const entries = new Map<string, RevokedEntry>();
  for (const entry of previous === undefined ? [] : entriesOf(previous, certificate, changes.thisUpdate)) entries.set(entry.serialNumber, entry);
  for (const { certificate: revoked, at, reason } of changes.revoke ?? []) {
    if (!revoked.isSignedBy(certificate)) throw new IssuanceError('not-of-this-authority', 'The certificate to be revoked was not issued by this authority.');
    // The first time stands: a later entry must not make signatures valid again.
    const before = entries.get(revoked.serialNumber);
    if (before === undefined || at < before.revokedAt) entries.set(revoked.serialNumber, { serialNumber: revoked.serialNumber, revokedAt: at, reason });
  }
  const der = await buildCrl(
    {
      issuer: certificate.subject.der, issuerKeyIdentifier: Buffer.from(subjectKeyIdentifierOf(certificate), 'hex'),
      thisUpdate: changes.thisUpdate, nextUpdate: changes.nextUpdate, number: numberAfter(previous), revoked: [...entries.values()],
    },
    signer,
  );
  const crl = parseCrl(der);
  if (!verifyCrl(crl, certificate).valid) throw new IssuanceError('issued-certificate-wrong', 'The list does not verify under the authority\'s certificate.');
  return crl;
}

function entriesOf(previous: Crl, authority: Certificate, now: Date): RevokedEntry[] {
  const unusable = (why: string): IssuanceError => new IssuanceError('crl-unusable', `The list before cannot be carried on: ${why}.`);
  if (!verifyCrl(previous, authority).valid) throw unusable('it is not signed by this authority');
  if (previous.known.isDelta || previous.known.issuingDistributionPoint !== undefined) throw unusable('it is not a full list');
  if (previous.thisUpdate > now) throw unusable('it is from the future');
  return [...previous.entries.values()].flat().map(({ serialNumber, revokedAt, reason }) => ({ serialNumber, revokedAt, reason }));
}

/** 20 octets at most (RFC 5280 §5.2.3); ours count from 1. */
function numberAfter(previous: Crl | undefined): Uint8Array {
  const before = previous?.known.number;
  if (previous !== undefined && before === undefined) throw new IssuanceError('crl-unusable', 'The list before has no number.');
  const hex = (BigInt(`0x${before ?? '0'}`) + 1n).toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
