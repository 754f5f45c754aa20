import type { Language } from '#minutes';
import { lintPermissions } from '../lint/lint-permissions.js';
import type { TimeStampClient } from '../network/time-stamp-client.js';
import { PadesError } from '../pades-error.js';
import { appendSignature, type AppendedSignature, type SigningIdentity } from '../sign/append-signature.js';

export interface SealRequest {
  /** The original and the prepare update, joined. */
  readonly prepared: Uint8Array;
  /** As `prepareMinutes` returned it. */
  readonly fieldName: string;
  /** The organisation's name, as in its certificate: becomes /Name. */
  readonly sealedBy: string;
  readonly language: Language;
  readonly identity: SigningIdentity;
  readonly signingTime: Date;
  /** IANA name. */
  readonly timeZone: string;
  readonly timestamps: TimeStampClient;
}

/**
 * The body's seal over the prepared revision: signature 1, in its own invisible field, B-T, certifying that from here on only signing and filling
 * in may follow. Sound because nobody has signed the revision before it.
 * @throws PadesError as `appendSignature`; `permission-denied` when somebody has signed already
 */
export async function sealPrepared(request: SealRequest): Promise<AppendedSignature> {
  const { prepared, sealedBy, ...rest } = request;
  const done = await appendSignature({ ...rest, head: prepared, signerName: sealedBy, roleTitle: '', methodText: '', certify: true, level: 'B-T' });
  const [first] = lintPermissions(Buffer.concat([prepared, done.update]));
  if (first !== undefined) throw new PadesError('lint-failed', `${first.id}: ${first.message}`, { id: first.id });
  return done;
}
