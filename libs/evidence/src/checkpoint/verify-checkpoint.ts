import { createHash } from 'node:crypto';
import { buildAndValidatePath, isNamedBy, isSigningCertificate, nameToString, parseCertificate, parseSignedData, parseTimeStampToken, PkiError, verifySignerInfo, verifyTimeStampToken, type Certificate, type SignedData } from '#pki/parse';
import { sealedBytes, type Checkpoint } from './checkpoint.js';

/** What the caller has from elsewhere. Left out: the seal or the time is checked, but whose it is is not. */
export interface CheckpointTrust {
  /** DER of the certificates that may seal this log's checkpoints; each exactly, no authority above them. */
  readonly sealCertificates?: readonly Uint8Array[];
  /** DER roots that a time-stamping authority's chain must end in. Revocation is not asked for: this works offline. */
  readonly timestampAnchors?: readonly Uint8Array[];
}

export type CheckpointBreakCode =
  | 'seal-unreadable'
  | 'seal-invalid'
  /** The seal is right but not by any of the certificates given. */
  | 'seal-by-another'
  | 'timestamp-unreadable'
  | 'timestamp-invalid'
  | 'timestamp-untrusted';

export type CheckpointVerdict =
  | {
      readonly ok: true;
      /** Subject of the sealing certificate, RFC 4514. */
      readonly sealedBy: string;
      readonly sealCertificateSha256: string;
      readonly sealTrusted: boolean;
      readonly stampedAt: Date;
      readonly timestampTrusted: boolean;
    }
  | { readonly ok: false; readonly code: CheckpointBreakCode };

/** Checks the seal over the note and the time over the seal. Answers for every input. */
export function verifyCheckpoint(checkpoint: Checkpoint, trust: CheckpointTrust = {}): CheckpointVerdict {
  const seal = Buffer.from(checkpoint.seal, 'base64');
  const signer = sealer(seal, sealedBytes(checkpoint.note));
  if (typeof signer === 'string') return { ok: false, code: signer };
  const { sealCertificates, timestampAnchors } = trust;
  const isKnown = sealCertificates?.some((der) => Buffer.compare(der, signer.der) === 0);
  if (isKnown === false) return { ok: false, code: 'seal-by-another' };
  const stampedAt = timeOfSeal(Buffer.from(checkpoint.timestamp, 'base64'), seal, timestampAnchors);
  if (typeof stampedAt === 'string') return { ok: false, code: stampedAt };
  if (!signer.isValidAt(stampedAt)) return { ok: false, code: 'seal-invalid' };
  return {
    ok: true,
    sealedBy: nameToString(signer.subject),
    sealCertificateSha256: signer.sha256,
    sealTrusted: isKnown === true,
    stampedAt,
    timestampTrusted: timestampAnchors !== undefined,
  };
}

function sealer(seal: Uint8Array, content: Uint8Array): Certificate | 'seal-unreadable' | 'seal-invalid' {
  const message = readable(() => parseSignedData(seal));
  if (message === undefined) return 'seal-unreadable';
  const [info, second] = message.signerInfos;
  if (info?.hash === undefined || second !== undefined || message.eContent !== undefined) return 'seal-invalid';
  const certificate = signerOf(message);
  if (certificate === undefined) return 'seal-invalid';
  const check = verifySignerInfo(info, certificate, { digest: createHash(info.hash).update(content).digest() });
  return check.intact && check.hasSignedAttributes ? certificate : 'seal-invalid';
}

function signerOf({ certificates, signerInfos: [info] }: SignedData): Certificate | undefined {
  // The ESS attribute, not issuer and serial number alone, says which certificate it is (RFC 5035).
  return info === undefined ? undefined : certificates.find((one) => isNamedBy(info.sid, one) && readable(() => isSigningCertificate(info, one)) === true);
}

function timeOfSeal(token: Uint8Array, seal: Uint8Array, anchors: readonly Uint8Array[] | undefined): Date | Extract<CheckpointBreakCode, `timestamp-${string}`> {
  const parsed = readable(() => parseTimeStampToken(token));
  if (parsed === undefined) return 'timestamp-unreadable';
  const check = verifyTimeStampToken(parsed, (algorithm) => createHash(algorithm).update(seal).digest());
  if (!check.valid || check.signer === undefined) return 'timestamp-invalid';
  if (anchors === undefined) return parsed.genTime;
  const path = buildAndValidatePath(check.signer, {
    anchors: anchors.map((der) => parseCertificate(der)),
    intermediates: parsed.signedData.certificates,
    at: parsed.genTime,
    purpose: 'timestamping',
    revocation: 'skip',
  });
  return path.status === 'valid' ? parsed.genTime : 'timestamp-untrusted';
}

function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}
