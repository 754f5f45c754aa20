import { parseName } from '../parse/certificate/distinguished-name.js';
import type { RevocationReason } from '../parse/crl/revocation-reason.js';
import { revocationReasons } from '../parse/crl/revocation-reason.js';
import { Oid } from '../parse/oids.js';
import { signTbs } from './certificate.js';
import { explicit, integer, integerFromHex, sequence, Tag, timeOf } from './encode.js';
import { certificateExtension, encodeExtension } from './extension.js';
import { signatureIdentifier, type PrivateKeySigner } from './signer.js';

export interface RevokedEntry {
  /** Hex of the certificate's serial number. */
  readonly serialNumber: string;
  readonly revokedAt: Date;
  /** `unspecified` is expressed by leaving the extension out (RFC 5280 §5.3.1). */
  readonly reason?: RevocationReason;
}

/** A full CRL, version 2, with cRLNumber and AKI (RFC 5280 §5). DER. */
export async function buildCrl(
  parts: {
    /** DER Name: the issuer's subject. */
    readonly issuer: Uint8Array;
    /** The issuer's subject key identifier. */
    readonly issuerKeyIdentifier: Uint8Array;
    readonly thisUpdate: Date;
    readonly nextUpdate: Date;
    /** Growing with every CRL of this issuer. */
    readonly number: number | Uint8Array;
    readonly revoked: readonly RevokedEntry[];
  },
  signer: PrivateKeySigner,
): Promise<Uint8Array> {
  parseName(parts.issuer);
  const tbs = sequence(
    integer(1),
    signatureIdentifier(signer.algorithm),
    parts.issuer,
    timeOf(parts.thisUpdate),
    timeOf(parts.nextUpdate),
    // The list MUST be absent when empty (RFC 5280 §5.1.2.6).
    ...(parts.revoked.length === 0 ? [] : [sequence(...parts.revoked.map(entry))]),
    explicit(
      0,
      sequence(
        certificateExtension.authorityKeyIdentifier(parts.issuerKeyIdentifier),
        encodeExtension(Oid.cRLNumber, false, integer(parts.number)),
      ),
    ),
  );
  return signTbs(tbs, signer);
}

function entry(revoked: RevokedEntry): Uint8Array {
  const reason = revoked.reason === undefined || revoked.reason === 'unspecified'
    ? []
    : [sequence(encodeExtension(Oid.reasonCode, false, integer(revocationReasons[revoked.reason], Tag.enumerated)))];
  return sequence(integerFromHex(revoked.serialNumber), timeOf(revoked.revokedAt), ...reason);
}
