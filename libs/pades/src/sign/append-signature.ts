import { createHash } from 'node:crypto';
import { maximumRemarkLength, remarkLength, type Language } from '#minutes';
import { openPdf, type PdfFile, type PdfView } from '#pdf/read';
import { beginUpdate, dict, name, text, type FinishedUpdate, type IncrementalUpdate, type WritableReference } from '#pdf/write';
import { addSignatureTimeStamp, buildSignedAttributes, buildSignedData, hashOf, type PrivateKeySigner } from '#pki/build';
import { parseCertificate, type Certificate } from '#pki/parse';
import { lintUpdate } from '../lint/lint-signature.js';
import { lintStructure } from '../lint/lint-structure.js';
import { readBack } from '../lint/read-back.js';
import { refuseFindings } from '../lint/refuse-findings.js';
import type { TimeStampClient } from '../network/time-stamp-client.js';
import { PadesError } from '../pades-error.js';
import { pdfDate } from '../zoned-time.js';
import { digestOf, embed, hashHead, revisionOf, type HashedHead } from './embed.js';
import { remarkText } from '../appearance/signed-texts.js';
import { addSignedAppearance } from './field-appearance.js';
import { fieldToSign, type FieldToSign } from './field-to-sign.js';
import { invisibleField } from '../prepare/invisible-field.js';
import { addTransforms, mayBeAdded, requirePermission } from './transforms.js';

export interface SigningIdentity {
  /** DER */
  readonly certificate: Uint8Array;
  /** The same certificate, where somebody has read it already. Believed when its `der` is that very array; else it is read here. */
  readonly parsed?: Certificate;
  /** DER, issuer first; the anchor may be left out. */
  readonly chain: readonly Uint8Array[];
  readonly signer: PrivateKeySigner;
}

export interface AppendRequest {
  /** The whole file so far. */
  readonly head: Uint8Array;
  readonly fieldName: string;
  /** The name in the certificate: becomes /Name. */
  readonly signerName: string;
  readonly roleTitle: string;
  /** How the person was identified, for the box: 'BankID', 'engångskod till e-post' … */
  readonly methodText: string;
  /** Name in whose printed slot this person signs: the box then says "…, ersättare för …". */
  readonly substituteFor?: string;
  /**
   * What the signatory wants to have said beside the signature (justering med anmärkning), at most `maximumRemarkLength` characters: whole in a
   * box of our making, and with the word for it as /Reason, which takes the place of `reason`.
   */
  readonly remark?: string;
  readonly language: Language;
  readonly identity: SigningIdentity;
  /** Becomes /M, the only claimed time (BB-04, BB-16). */
  readonly signingTime: Date;
  /** IANA name. */
  readonly timeZone: string;
  /** Not needed for B-B. */
  readonly timestamps?: TimeStampClient;
  /** B-T unless said otherwise; B-B is for the command line, tests and benches, never for a case. */
  readonly level?: 'B-B' | 'B-T';
  /**
   * `prepared` unless said otherwise: text in boxes that prepare made, in the fonts it embedded (and another for letters that those lack). `embedded`: in any visible field, with a font of its
   * own where that is needed. `none`: the field shows what it showed before.
   */
  readonly appearance?: 'prepared' | 'embedded' | 'none';
  readonly reason?: string;
  readonly location?: string;
  /** Certifies the file: from here on only signing and filling in (DocMDP /P 2). Only as the first signature of all (MDP-01). */
  readonly certify?: boolean;
  /**
   * Adds the field, invisible and signed in the same update, where the file has none by that name: for files that were signed before they came to
   * us, where an empty field of ours would be a change that nobody permitted.
   */
  readonly addFieldIfMissing?: boolean;
}

export interface AppendedSignature {
  readonly update: Uint8Array;
  readonly startOffset: number;
  readonly revisionSha256: string;
  readonly revisionLength: number;
  readonly fieldName: string;
  readonly contentsLength: number;
  readonly timestampedAt?: Date;
  readonly cms: Uint8Array;
}

const genTimeTolerance = 60_000;

/** Everything but the head itself. */
export type SignatureRequest = Omit<AppendRequest, 'head'>;

/**
 * Appends one PAdES signature: digest, sign, time-stamp, embed, lint, in this order. A failed call leaves nothing behind; call again with a new
 * identity. Never falls back to a lower level.
 * @throws PadesError `bad-content` for a remark that is too long, `field-not-found`, `field-already-signed`, `field-locked`, `permission-denied`, `signing-time-outside-certificate`, `timestamp-*`, `contents-too-small`, `lint-failed`
 */
export async function appendSignature(request: AppendRequest): Promise<AppendedSignature> {
  const { head } = request;
  return appendBehind(openPdf(head), () => hashHead(head), request);
}

/** As `appendSignature`, behind a file that need not be in memory. `hashHead` is asked once, when nothing else can be refused any more. */
export async function appendBehind(document: PdfFile, hashHead: () => HashedHead, request: SignatureRequest): Promise<AppendedSignature> {
  const { identity, signingTime, timestamps, level = 'B-T' } = request;
  const field = placeOf(document.current, request);
  const certificate = identity.parsed?.der === identity.certificate ? identity.parsed : parseCertificate(identity.certificate);
  // genTime counts whole seconds, and so does notBefore.
  if (signingTime < certificate.notBefore || signingTime > certificate.notAfter) throw outside('signing time');
  const authority = level === 'B-T' ? requireClient(timestamps) : undefined;
  const contentsLength = roomFor(identity, authority?.tokenReserve ?? 0);
  const finished = await writeRevision(document, request, field, contentsLength);
  const hashed = hashHead();
  const hash = hashOf(identity.signer.algorithm);
  const signedAttributes = buildSignedAttributes({ contentDigest: digestOf(hashed, finished, hash), signingCertificate: certificate, hash });
  const signature = await identity.signer.sign(signedAttributes);
  const basic = buildSignedData({ signedAttributes, signature, algorithm: identity.signer.algorithm, certificates: [certificate, ...identity.chain] });
  let cms = basic;
  let timestampedAt: Date | undefined;
  if (authority !== undefined) {
    const stamp = await authority.timestamp(createHash('sha256').update(signature).digest(), 'sha256');
    if (stamp.genTime < certificate.notBefore || stamp.genTime >= certificate.notAfter) throw outside('time stamp');
    if (signingTime.getTime() > stamp.genTime.getTime() + genTimeTolerance) throw outside('time stamp before the signing time');
    cms = addSignatureTimeStamp(basic, stamp.token);
    timestampedAt = stamp.genTime;
  }
  embed(finished, cms);
  const objects = readBack(finished);
  refuseFindings([...lintUpdate(hashed, finished, level, { objects, certificate }), ...lintStructure(document, finished, objects)]);
  return {
    update: finished.update,
    startOffset: finished.startOffset,
    ...revisionOf(hashed, finished.update),
    fieldName: request.fieldName,
    contentsLength,
    ...(timestampedAt === undefined ? {} : { timestampedAt }),
    cms,
  };
}

function requireClient(timestamps: TimeStampClient | undefined): TimeStampClient {
  if (timestamps === undefined) throw new PadesError('timestamp-unavailable', 'B-T needs a time-stamping authority');
  return timestamps;
}

function outside(what: string): PadesError {
  return new PadesError('signing-time-outside-certificate', `the ${what} does not lie within the certificate's validity`, { what });
}

/** Measured where it can be measured: certificates as they are, attributes and signature bounded, the token as its authority needs (PF-14). */
function roomFor(identity: SigningIdentity, tokenReserve: number): number {
  const certificates = [identity.certificate, ...identity.chain].reduce((sum, der) => sum + der.byteLength, 0);
  // Attributes repeat the issuer's name; signatures have up to 512 bytes (RSA-4096).
  return certificates + 2_048 + tokenReserve;
}

/** The field to fill; undefined: one to be added. */
function placeOf(view: PdfView, { fieldName, certify = false, addFieldIfMissing = false }: SignatureRequest): FieldToSign | undefined {
  if (addFieldIfMissing && mayBeAdded(view, fieldName, certify)) return undefined;
  const field = fieldToSign(view, fieldName);
  requirePermission(view, fieldName, certify);
  return field;
}

async function writeRevision(document: PdfFile, request: SignatureRequest, field: FieldToSign | undefined, contentsLength: number): Promise<FinishedUpdate> {
  const { signingTime, timeZone, location } = request;
  const reason = reasonOf(request);
  const update = beginUpdate(document);
  const value = update.allocate();
  update.putSignature(
    value,
    {
      Type: name('Sig'),
      Filter: name('Adobe.PPKLite'),
      SubFilter: name('ETSI.CAdES.detached'),
      M: text(pdfDate(signingTime, timeZone)),
      Name: text(request.signerName),
      Reason: reason === undefined ? undefined : text(reason),
      Location: location === undefined ? undefined : text(location),
      Prop_Build: dict({ App: dict({ Name: name('Justera') }) }),
      Reference: addTransforms(update, field?.dictionary, value, request.certify ?? false),
    },
    { contentsLength },
  );
  if (field === undefined) {
    update.addFields([update.add(invisibleField(request.fieldName, `${request.signerName}, ${request.roleTitle}`, { V: value }))]);
    return update.finish();
  }
  const appearance = await appearanceOf(update, field, request);
  const shown = appearance === undefined ? {} : { AP: dict({ N: appearance }) };
  if (field.widget === undefined || field.widget.reference.objectNumber === field.reference.objectNumber) update.patchDictionary(field.reference, { V: value, ...shown });
  else {
    update.patchDictionary(field.reference, { V: value });
    if (appearance !== undefined) update.patchDictionary(field.widget.reference, shown);
  }
  // /SigFlags, where whoever made the field left them out (ISO 32000-2 Table 225).
  update.addFields([]);
  return update.finish();
}

function reasonOf({ language, remark, reason }: SignatureRequest): string | undefined {
  if (remark !== undefined && remarkLength(remark) > maximumRemarkLength) throw new PadesError('bad-content', 'the remark is too long for the box', { longest: maximumRemarkLength });
  return remarkText(language, remark) ?? reason;
}

async function appearanceOf(update: IncrementalUpdate, field: FieldToSign, request: SignatureRequest): Promise<WritableReference | undefined> {
  const { appearance = 'prepared' } = request;
  if (appearance === 'none') return undefined;
  try {
    const prepared = addSignedAppearance(update, field, request);
    if (prepared !== undefined || appearance === 'prepared') return prepared;
  } catch (error) {
    // A substitute whose name is written in letters that nobody could foresee at prepare brings a font for it.
    if (!(error instanceof PadesError) || error.code !== 'missing-glyph') throw error;
  }
  const { addOwnAppearance } = await import('./own-appearance.js');
  return addOwnAppearance(update, field, request);
}
