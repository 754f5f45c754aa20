export {
  certifyAuthority, encodeAuthorityName, type AuthorityAddresses, type AuthorityContents, type AuthorityKind, type AuthorityName,
} from './authority/authority-certificate.js';
export {
  createIssuingAuthority, createOcspResponder, createRoot, createTimeStampingAuthority, type AuthorityMaterial, type AuthorityRequest,
} from './authority/authority-material.js';
export { buildCertificationRequest, readCertificationRequest, type CertificationRequest } from './ceremony/certification-request.js';
export { makeKey, writeNew, type NewKey } from './ceremony/new-key.js';
export { nextCrl, type Revocation } from './ceremony/next-crl.js';
export { writePkcs12 } from './ceremony/write-pkcs12.js';
export type { IssuingAuthority } from './authority/issuing-authority.js';
export { IssuanceError, type IssuanceErrorCode } from './issuance-error.js';
export { decryptPemKey, saveAuthority } from './key-store/authority-file.js';
export { openKey, readCertificateFile, type OpenedKey, type OpenKeyOptions } from './key-store/open-key.js';
export { proveKey } from './key-store/prove-key.js';
export { openKeyFile, type KeyFileOptions } from './key-store/open-key-file.js';
export type { KeyKind } from './key-store/pkcs11/generate-token-key.js';
export type { SigningKey } from './key-store/signing-key.js';
export { openPkcs12, type Pkcs12Identity, type Pkcs12Options } from './key-store/pkcs12/open-pkcs12.js';
export { IssuanceToken } from './one-time/issuance-token.js';
export { issue } from './one-time/issue.js';
export { createOneTimeIdentity, type OneTimeIdentity, type OneTimeIdentityOptions } from './one-time/one-time-identity.js';
export { prepareIssuance, type IssuanceRequest } from './one-time/prepare.js';
export { readAuthContexts } from './profile/auth-context.js';
export type { AssuranceLevel, AuthContext, CertificateSubject } from './profile/certificate-subject.js';
export { lintCertificate } from './profile/lint.js';
export type { LintContext, LintFinding } from './profile/lint-context.js';
export { DEFAULT_POLICY_OID } from './profile/policy.js';
