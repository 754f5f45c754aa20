import { createHash } from 'node:crypto';
import { attributesOf, hashByOid, PkiError, readAlgorithmIdentifier, readDer, readOid, singleValue, Tag, type SignerInfo } from '#pki/parse';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import type { Finding } from '../report/reason.js';
import { attributeOid } from '../signature-acceptance-validation/attribute-oids.js';

/**
 * Validation context initialisation (EN 319 102-1 5.2.4): a signature policy that the signature names must be one that the
 * caller has read and accepts, and its hash must be that of the document at hand. Nobody reads the document here: policies
 * are prose, so accepting one is the caller's own act.
 */
export function checkSignaturePolicy({ signedAttributes }: SignerInfo, policy: SignatureValidationPolicy): Finding[] {
  if (attributesOf(signedAttributes, attributeOid.signaturePolicyIdentifier).length === 0) return [];
  const named = readPolicy(signedAttributes);
  if (named === 'unreadable') return [finding('signature-policy-differs', 'POLICY_PROCESSING_ERROR')];
  // signaturePolicyImplied: the policy follows from something outside, which nobody can find (EN 319 122-1 5.2.9.1).
  const accepted = named === 'implied' ? undefined : policy.signaturePolicies.find(({ identifier }) => identifier === named.oid);
  if (named === 'implied' || accepted === undefined) return [finding('signature-policy-not-processed', 'SIGNATURE_POLICY_NOT_AVAILABLE')];
  if (accepted.document === undefined || isHashRight(named, Buffer.from(accepted.document, 'base64'))) return [];
  return [finding('signature-policy-differs', 'POLICY_PROCESSING_ERROR')];
}

function finding(code: Finding['code'], subIndication: 'POLICY_PROCESSING_ERROR' | 'SIGNATURE_POLICY_NOT_AVAILABLE'): Finding {
  return { code, weight: 'indeterminate', subIndication, clause: 'EN 319 102-1 5.2.4' };
}

interface NamedPolicy {
  readonly oid: string;
  readonly hashOid: string;
  readonly hash: Uint8Array;
}

/** SignaturePolicy ::= CHOICE { SignaturePolicyId, SignaturePolicyImplied NULL } (EN 319 122-1 5.2.9.1). */
function readPolicy(attributes: SignerInfo['signedAttributes']): NamedPolicy | 'implied' | 'unreadable' {
  try {
    const value = readDer(singleValue(attributes, attributeOid.signaturePolicyIdentifier) ?? new Uint8Array());
    if (value.tag === Tag.null) return 'implied';
    const cursor = value.expect(Tag.sequence).cursor();
    const oid = readOid(cursor.next(Tag.objectIdentifier));
    const hash = cursor.next(Tag.sequence).cursor();
    const hashOid = readAlgorithmIdentifier(hash.any()).oid;
    return { oid, hashOid, hash: hash.next(Tag.octetString).content };
  } catch (error) {
    if (error instanceof PkiError) return 'unreadable';
    throw error;
  }
}

/** A hash of zeros means "not known" (EN 319 122-1 5.2.9.1); it proves nothing and is no match. */
function isHashRight({ hashOid, hash }: NamedPolicy, document: Uint8Array): boolean {
  const algorithm = hashByOid(hashOid);
  return algorithm !== undefined && Buffer.compare(createHash(algorithm).update(document).digest(), hash) === 0;
}
