export { BuildError, type BuildErrorCode } from './build-error.js';
export { buildCertificate, encodeTbsCertificate, signTbs, type CertificateTemplate } from './certificate.js';
export { buildSignedAttributes, buildSignedData, encodeAttribute, signCms, type SignedDataParts } from './cms.js';
export { buildCrl, type RevokedEntry } from './crl.js';
export {
  bitString, boolean, derNull, encodeOid, explicit, generalizedTime, integer, integerFromHex, namedBits, octetString, printableString,
  sequence, setOf, timeOf, tlv, utf8String,
} from './encode.js';
export { certificateExtension, encodeExtension } from './extension.js';
export { encodeName, type NameEntry } from './name.js';
export {
  buildOcspFailure, buildOcspRequest, buildOcspResponse, encodeCertId, isIssuedBy, OcspFailure, parseOcspRequest,
  type OcspAnswer, type OcspRequest, type OcspStatusToSend,
} from './ocsp.js';
export { addSignatureTimeStamp, addUnsignedAttribute } from './signature-time-stamp.js';
export {
  defaultAlgorithm, digestIdentifier, hashOf, signatureIdentifier, signerFromKeyObject, signWith,
  type PrivateKeySigner, type SigningAlgorithm,
} from './signer.js';
export { buildTimeStampRequest, parseTimeStampRequest, type TimeStampRequest } from './time-stamp-request.js';
export {
  buildTimeStampRejection, buildTimeStampResponse, buildTimeStampToken, TimeStampFailure, type TimeStampAuthority,
} from './time-stamp-response.js';
