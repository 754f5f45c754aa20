import { readDer, type DerNode } from '../parse/der/der-node.js';
import { Oid } from '../parse/oids.js';
import { BuildError } from './build-error.js';
import { encodeAttribute } from './cms.js';
import { contextConstructed, sequence, setOf, Tag, tlv } from './encode.js';

/**
 * The same message with a signature-time-stamp attribute added to its only SignerInfo (BT-01, RFC 3161 appendix A).
 * Every other byte stays as it was; unsigned attributes that were there stay.
 *
 * @param token DER TimeStampToken over the SignerInfo's signature value
 * @throws DerError; BuildError `not-one-signer`
 */
export function addSignatureTimeStamp(message: Uint8Array, token: Uint8Array): Uint8Array {
  return addUnsignedAttribute(message, encodeAttribute(Oid.signatureTimeStampToken, token));
}

/** As above for any DER Attribute. */
export function addUnsignedAttribute(message: Uint8Array, attribute: Uint8Array): Uint8Array {
  const [contentType, wrapped] = readDer(message, Tag.sequence).children();
  if (contentType === undefined || wrapped === undefined) throw new BuildError('not-one-signer');
  const parts = wrapped.only(Tag.sequence).children();
  const signerInfos = parts.pop()?.expect(Tag.set).children() ?? [];
  const [signerInfo, other] = signerInfos;
  if (signerInfo === undefined || other !== undefined) throw new BuildError('not-one-signer', String(signerInfos.length));
  const signedData = sequence(...parts.map((part) => part.encoded), tlv(Tag.set, withAttribute(signerInfo, attribute)));
  return sequence(contentType.encoded, tlv(contextConstructed(0), signedData));
}

function withAttribute(signerInfo: DerNode, attribute: Uint8Array): Uint8Array {
  const fields = signerInfo.expect(Tag.sequence).children();
  const last = fields.at(-1);
  const hasUnsigned = last?.tag === contextConstructed(1);
  const present = hasUnsigned ? last.children().map((node) => node.encoded) : [];
  const set = setOf([...present, attribute]);
  set[0] = contextConstructed(1);
  const kept = hasUnsigned ? fields.slice(0, -1) : fields;
  return sequence(...kept.map((field) => field.encoded), set);
}
