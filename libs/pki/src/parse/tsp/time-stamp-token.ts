import { hashByOid, readAlgorithmIdentifier, type HashAlgorithm } from '../algorithms.js';
import { readGeneralName, type GeneralName } from '../certificate/general-name.js';
import { readExtensions, type Extension } from '../certificate/extensions.js';
import { parseSignedData, type SignedData } from '../cms/signed-data.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { readBoolean, readIntegerHex, readOid, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import type { ParsedOnce } from '../parsed-once.js';
import { TimeStampError } from './time-stamp-error.js';

/** TSTInfo (RFC 3161 §2.4.2) and the SignedData around it. Nothing is verified. */
export interface TimeStampToken {
  readonly der: Uint8Array;
  readonly signedData: SignedData;
  readonly policy: string;
  /** Undefined for a hash we do not know. */
  readonly imprintAlgorithm: HashAlgorithm | undefined;
  readonly imprintAlgorithmOid: string;
  readonly imprint: Uint8Array;
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly genTime: Date;
  /** Stated accuracy in milliseconds, when given. */
  readonly accuracyMilliseconds?: number;
  readonly ordering: boolean;
  /** Lower-case hex without sign octet. */
  readonly nonce?: string;
  readonly tsa?: GeneralName;
  readonly extensions: readonly Extension[];
}

/** Fields of TSTInfo as they lie in the token. */
export type TimeStampInfo = Omit<TimeStampToken, 'der' | 'signedData'>;

/**
 * Reads a TimeStampToken.
 *
 * @param once what was read out of other messages already
 * @throws DerError, CmsError, TimeStampError
 */
export function parseTimeStampToken(der: Uint8Array, once?: ParsedOnce): TimeStampToken {
  const signedData = parseSignedData(der, once);
  if (signedData.eContentType !== Oid.tstInfo || signedData.eContent === undefined) {
    throw new TimeStampError('not-a-time-stamp-token', signedData.eContentType);
  }
  return { der, signedData, ...readTimeStampInfo(readDer(signedData.eContent)) };
}

function readTimeStampInfo(node: DerNode): TimeStampInfo {
  const cursor = node.expect(Tag.sequence).cursor();
  if (readSmallInteger(cursor.next(Tag.integer)) !== 1) throw new TimeStampError('unsupported-version');
  const policy = readOid(cursor.next(Tag.objectIdentifier));
  const imprint = readMessageImprint(cursor.next(Tag.sequence));
  const serialNumber = readIntegerHex(cursor.next(Tag.integer));
  const genTime = readTime(cursor.next(Tag.generalizedTime));
  const accuracy = cursor.optional(Tag.sequence);
  const ordering = cursor.optional(Tag.boolean);
  const nonce = cursor.optional(Tag.integer);
  const tsa = cursor.optional(contextConstructed(0));
  const extensions = cursor.optional(contextConstructed(1));
  cursor.end();
  return {
    policy, ...imprint, serialNumber, genTime,
    ...(accuracy === undefined ? {} : { accuracyMilliseconds: readAccuracy(accuracy) }),
    ordering: ordering !== undefined && readBoolean(ordering),
    ...(nonce === undefined ? {} : { nonce: readIntegerHex(nonce) }),
    ...(tsa === undefined ? {} : { tsa: readGeneralName(tsa.only()) }),
    extensions: extensions === undefined ? [] : readImplicitExtensions(extensions),
  };
}

export interface MessageImprint {
  readonly imprintAlgorithm: HashAlgorithm | undefined;
  readonly imprintAlgorithmOid: string;
  readonly imprint: Uint8Array;
}

export function readMessageImprint(node: DerNode): MessageImprint {
  const cursor = node.cursor();
  const { oid } = readAlgorithmIdentifier(cursor.any());
  const imprint = cursor.next(Tag.octetString).content;
  cursor.end();
  return { imprintAlgorithm: hashByOid(oid), imprintAlgorithmOid: oid, imprint };
}

/** `[n] IMPLICIT Extensions`: the SEQUENCE tag is replaced, so read the same octets under it. */
export function readImplicitExtensions(node: DerNode): Extension[] {
  const copy = new Uint8Array(node.encoded);
  copy[0] = Tag.sequence;
  return readExtensions(readDer(copy));
}

function readAccuracy(node: DerNode): number {
  const cursor = node.cursor();
  const seconds = cursor.optional(Tag.integer);
  const millis = cursor.optional(contextPrimitive(0));
  const micros = cursor.optional(contextPrimitive(1));
  cursor.end();
  const value = (part: DerNode | undefined, max: number): number => (part === undefined ? 0 : readSmallInteger(part, max));
  return value(seconds, 0xffffff) * 1000 + value(millis, 999) + Math.ceil(value(micros, 999) / 1000);
}
