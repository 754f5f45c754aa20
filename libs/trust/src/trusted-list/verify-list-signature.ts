import { createHash } from 'node:crypto';
import { toPem } from '#pki/parse';
import { readXml } from '../xml/read-xml.js';
import { allNamed, childOf, descend, textOf, type XmlElement } from '../xml/xml-element.js';
import { ListError } from './list-finding.js';
import { tsl, xades, xmldsig } from './namespaces.js';
import { allowedTransforms, digestAlgorithms, digestNames, signatureAlgorithms } from './signature-algorithms.js';
import { parseDom, signedXml } from './xml-signature-library.js';

export interface VerifiedList {
  /** The root of what was signed, read from the signed bytes themselves and from nothing else in the file. */
  readonly root: XmlElement;
  /** DER of the certificate that made the signature. */
  readonly signer: Uint8Array;
}

/**
 * Verifies the enveloped XAdES signature of a trusted list (TS 119 612 5.7.1) and returns what it covers.
 * Only the canonical bytes that the verifying library authenticated are read on: wrapping something around the signed part, or
 * beside it, gains nothing.
 *
 * @param signers DER of the certificates that may sign this list: the LOTL's pointer, or what the caller gives
 * @throws ListError
 */
export function verifyListSignature(bytes: Uint8Array, root: XmlElement, signers: readonly Uint8Array[]): VerifiedList {
  const signature = onlySignature(root);
  requireKnownAlgorithms(signature);
  const references = childOf(signature, 'SignedInfo')?.children.filter(({ name }) => name === 'Reference') ?? [];
  const index = references.findIndex((reference) => coversRoot(reference, root));
  if (index === -1) throw new ListError('list-signature-covers-too-little');
  const signer = signerOf(signature, signers);
  const signed = authenticate(bytes, signer);
  requireBoundSigner(references, signed, signer);
  const whole = signed[index];
  if (whole === undefined) throw new ListError('list-signature-covers-too-little');
  const list = readXml(Buffer.from(whole, 'utf8'));
  if (list.name !== 'TrustServiceStatusList' || list.namespace !== tsl) throw new ListError('list-signature-covers-too-little');
  return { root: list, signer };
}

function onlySignature(root: XmlElement): XmlElement {
  const all = allNamed(root, 'Signature', xmldsig);
  const own = childOf(root, 'Signature', xmldsig);
  if (all.length === 0) throw new ListError('list-not-signed');
  // A second signature, or one that is not the root's own, is how wrapping begins.
  if (own === undefined || all.length > 1) throw new ListError('list-signature-covers-too-little');
  return own;
}

function requireKnownAlgorithms(signature: XmlElement): void {
  const information = childOf(signature, 'SignedInfo');
  const method = childOf(information, 'SignatureMethod')?.attributes.get('Algorithm') ?? '';
  if (!(method in signatureAlgorithms)) throw new ListError('list-signature-algorithm-unsupported', method);
  for (const reference of information?.children.filter(({ name }) => name === 'Reference') ?? []) {
    const digest = childOf(reference, 'DigestMethod')?.attributes.get('Algorithm') ?? '';
    if (!(digest in digestAlgorithms)) throw new ListError('list-digest-unknown', digest);
    for (const transform of childOf(reference, 'Transforms')?.children ?? []) {
      const algorithm = transform.attributes.get('Algorithm') ?? '';
      if (!allowedTransforms.includes(algorithm)) throw new ListError('list-signature-algorithm-unsupported', algorithm);
    }
  }
}

/** The whole document, or the root by its own identifier, which nothing else in the file bears. */
function coversRoot(reference: XmlElement, root: XmlElement): boolean {
  const uri = reference.attributes.get('URI');
  if (uri === '') return true;
  const id = root.attributes.get('Id');
  return uri !== undefined && id !== undefined && uri === `#${id}` && countId(root, id) === 1;
}

function countId(element: XmlElement, id: string): number {
  const own = ['Id', 'ID', 'id'].some((name) => element.attributes.get(name) === id) ? 1 : 0;
  return element.children.reduce((sum, child) => sum + countId(child, id), own);
}

/** The certificate in KeyInfo that is also among those who may sign; compared byte by byte. */
function signerOf(signature: XmlElement, signers: readonly Uint8Array[]): Uint8Array {
  const given = allNamed(signature, 'X509Certificate', xmldsig).map((element) => Buffer.from(textOf(element) ?? '', 'base64'));
  if (given.length === 0) throw new ListError('list-signer-not-named');
  const known = given.find((der) => signers.some((signer) => Buffer.from(signer).equals(der)));
  if (known === undefined) throw new ListError('list-signer-unknown', createHash('sha256').update(given[0] ?? '').digest('hex'));
  return new Uint8Array(known);
}

/** Canonical XML of each reference, in order, as the library authenticated it. */
function authenticate(bytes: Uint8Array, signer: Uint8Array): string[] {
  const xml = Buffer.from(bytes).toString('utf8').replace(/^\uFEFF/u, '');
  const check = signedXml(toPem(signer));
  check.SignatureAlgorithms = signatureAlgorithms;
  check.HashAlgorithms = digestAlgorithms;
  try {
    const [node] = check.findSignatures(parseDom(xml));
    if (node === undefined) throw new ListError('list-not-signed');
    check.loadSignature(node);
    if (!check.checkSignature(xml)) throw new ListError('list-signature-invalid');
    return check.getSignedReferences();
  } catch (error) {
    if (error instanceof ListError) throw error;
    // The library throws plain errors for a wrong value, a wrong digest and for what it cannot read: none of them is a signed list.
    throw new ListError('list-signature-invalid');
  }
}

/** XAdES binds the signer's certificate inside what is signed (EN 319 132-1 5.2.2): it must be this one. */
function requireBoundSigner(references: readonly XmlElement[], signed: readonly string[], signer: Uint8Array): void {
  const index = references.findIndex((reference) => reference.attributes.get('Type') === 'http://uri.etsi.org/01903#SignedProperties');
  const properties = signed[index];
  if (properties === undefined) throw new ListError('list-signer-not-named');
  const certificates = descend(readXml(Buffer.from(properties, 'utf8')), 'SignedSignatureProperties');
  const listed = childOf(certificates, 'SigningCertificateV2', xades) ?? childOf(certificates, 'SigningCertificate', xades);
  const digest = descend(listed, 'Cert', 'CertDigest');
  const algorithm = childOf(digest, 'DigestMethod', xmldsig)?.attributes.get('Algorithm') ?? '';
  // SHA-1 does no harm here: the certificate was already compared byte by byte.
  const name = algorithm === 'http://www.w3.org/2000/09/xmldsig#sha1' ? 'sha1' : digestNames[algorithm];
  if (name === undefined) throw new ListError('list-digest-unknown', algorithm);
  const value = textOf(childOf(digest, 'DigestValue', xmldsig));
  if (value !== createHash(name).update(signer).digest('base64')) throw new ListError('list-signer-not-named');
}
