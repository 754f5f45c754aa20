import type { SigningKey } from '#issuance';
import type { Language } from '#minutes';
import { sealPrepared, type PreparedMinutes, type TimeStampClient } from '#pades';
import { nameValue, Oid } from '#pki/parse';
import { joined } from '../append/load-head.js';

/** The keys that seal, by the slug of the body whose they are. A body without one prepares unsealed files. */
export type SealKeys = ReadonlyMap<string, SigningKey>;

export interface Sealed {
  /** Prepare update and seal, joined: together they are the prepared revision. */
  readonly update: Uint8Array;
  readonly preparedSha256: string;
  readonly preparedLength: number;
  readonly seal: { readonly fieldName: string; readonly certificateSha256: string; readonly timestampedAt: string | null };
}

export interface SealingRequest {
  readonly original: Uint8Array;
  readonly prepared: PreparedMinutes;
  readonly fieldName: string;
  readonly key: SigningKey;
  readonly language: Language;
  readonly timeZone: string;
  readonly now: Date;
  readonly timestamps: TimeStampClient;
}

/** Puts the body's seal behind the prepare update: everybody consents to the sealed file. @throws PadesError as `sealPrepared` */
export async function sealPreparation({ original, prepared, fieldName, key, now, ...rest }: SealingRequest): Promise<Sealed> {
  const { certificate, chain, signer } = key;
  const { subject } = certificate;
  const sealedBy = nameValue(subject, Oid.organizationName) ?? nameValue(subject, Oid.commonName) ?? '';
  const done = await sealPrepared({
    ...rest, prepared: joined(original, prepared.update), fieldName, sealedBy, signingTime: now, identity: { certificate: certificate.der, chain, signer },
  });
  return {
    update: joined(prepared.update, done.update),
    preparedSha256: done.revisionSha256,
    preparedLength: done.revisionLength,
    seal: { fieldName, certificateSha256: certificate.sha256, timestampedAt: done.timestampedAt?.toISOString() ?? null },
  };
}
