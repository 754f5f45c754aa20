import { CmsError, oidOfHash, Oid, readDer, Tag, type AlgorithmIdentifier, type ParsedOnce, type SignedData, type SignerInfo } from '#pki/parse';
import { readAll } from '../x509-certificate-validation/read-all.js';

/**
 * `adbe.x509.rsa_sha1` (ISO 32000-1 12.8.3.2): /Contents is an OCTET STRING with a PKCS #1 signature over the byte range, /Cert
 * the certificates, the signer's first. Brought into the shape of a CMS without signed attributes, which is what it says.
 *
 * @throws DerError; CmsError `not-signed-data` when /Cert holds no certificate
 */
export function readPlainSignature(message: Uint8Array, certificates: readonly Uint8Array[], once: ParsedOnce): { readonly signedData: SignedData; readonly signer: SignerInfo } {
  const signature = readDer(message, Tag.octetString).content;
  const read = readAll(certificates, (der) => once.certificate(der));
  const [signing] = read;
  if (signing === undefined) throw new CmsError('not-signed-data', '/Cert');
  const digestAlgorithm = identifier(oidOfHash('sha1'));
  const signer: SignerInfo = {
    version: 1, sid: { kind: 'issuerAndSerialNumber', issuer: signing.issuer, serialNumber: signing.serialNumber },
    digestAlgorithm, hash: 'sha1', signedAttributes: [], signatureAlgorithm: identifier(Oid.rsaEncryption), signature, unsignedAttributes: [], encoded: message,
  };
  const signedData: SignedData = {
    version: 1, digestAlgorithms: [digestAlgorithm], eContentType: Oid.data, certificates: read, rawCertificates: certificates, crls: [], ocspResponses: [],
    signerInfos: [signer], encoding: 'der',
  };
  return { signedData, signer };
}

function identifier(oid: string): AlgorithmIdentifier {
  return { oid, encoded: new Uint8Array() };
}
