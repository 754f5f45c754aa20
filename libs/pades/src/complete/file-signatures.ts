import { createHash } from 'node:crypto';
import { asArray, asInteger, asName, asString, signatureFields, type PdfFile } from '#pdf/read';
import { attributesOf, isNamedBy, isSigningCertificate, Oid, parseSignedData, parseTimeStampToken, splitPadding, type Certificate, type SignedData, type SignerInfo, type TimeStampToken } from '#pki/parse';

/** A time-stamp token with the certificate that signed it, as far as the token holds it. */
export interface FoundToken {
  readonly token: TimeStampToken;
  readonly signer: Certificate | undefined;
}

/** A filled signature field: a signature of a person or seal, or a document time-stamp. */
export interface FileSignature {
  readonly fieldName: string;
  readonly kind: 'signature' | 'document-timestamp';
  /** The decoded /Contents, padding included. */
  readonly contents: Uint8Array;
  /** Where its ByteRange ends in the file. */
  readonly end: number;
  /** Undefined for a document time-stamp. */
  readonly signedData?: SignedData;
  readonly signer: Certificate | undefined;
  /** Signature time-stamps, or the document time-stamp itself. */
  readonly tokens: readonly FoundToken[];
}

/** All filled signature fields, by the end of what they cover. @throws PdfError, PkiError for a file or a signature that cannot be read */
export function signaturesOf(document: PdfFile): FileSignature[] {
  const view = document.current;
  const found = signatureFields(view).flatMap(({ name: fieldName, value }): FileSignature[] => {
    const contents = value === undefined ? undefined : asString(view.get(value, 'Contents'));
    if (value === undefined || contents === undefined) return [];
    const [, , after = 0, rest = 0] = (asArray(view.get(value, 'ByteRange'))?.items ?? []).map((item) => asInteger(item) ?? 0);
    const common = { fieldName, contents: contents.bytes, end: after + rest };
    const message = splitPadding(contents.bytes).message;
    if (asName(view.get(value, 'SubFilter')) === 'ETSI.RFC3161') {
      const token = readToken(message);
      return [{ ...common, kind: 'document-timestamp', signer: token.signer, tokens: [token] }];
    }
    const signedData = parseSignedData(message);
    const [info] = signedData.signerInfos;
    const tokens = info === undefined ? [] : attributesOf(info.unsignedAttributes, Oid.signatureTimeStampToken).flatMap(({ values }) => values.map((each) => readToken(each)));
    return [{ ...common, kind: 'signature', signedData, signer: signerOf(signedData.certificates, info), tokens }];
  });
  return found.sort((one, other) => one.end - other.end);
}

function readToken(der: Uint8Array): FoundToken {
  const token = parseTimeStampToken(der);
  return { token, signer: signerOf(token.signedData.certificates, token.signedData.signerInfos[0]) };
}

/** Two certificates may carry the named issuer and serial number: the hash in the signed attributes decides. */
function signerOf(certificates: readonly Certificate[], info: SignerInfo | undefined): Certificate | undefined {
  if (info === undefined) return undefined;
  const named = certificates.filter((one) => isNamedBy(info.sid, one));
  return named.find((one) => isSigningCertificate(info, one)) ?? named[0];
}

/**
 * When a signature is first proved to have existed: by its own time-stamps, or by a document time-stamp over it. Undefined: by nothing yet.
 * @param all as `signaturesOf` gives them
 */
export function provenAt(signature: FileSignature, all: readonly FileSignature[]): Date | undefined {
  const over = all.filter((other) => other.kind === 'document-timestamp' && other.end > signature.end);
  const times = [...signature.tokens, ...over.flatMap(({ tokens }) => tokens)].map(({ token }) => token.genTime.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** Key of a signature's entry in /VRI: SHA-1 of the whole /Contents string, zero padding included (BLT-06). */
export function validationKey(contents: Uint8Array): string {
  return createHash('sha1').update(contents).digest('hex').toUpperCase();
}
