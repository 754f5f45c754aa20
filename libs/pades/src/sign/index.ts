// The light door: what signing and extending one file takes, and nothing that draws pages (ADR 10).
export { extendDocument, type ExtendedDocument, type ExtendLevel, type ExtendRequest } from '../complete/complete-document.js';
export { extendFile, signAndExtendFile, type ExtendedFile, type ExtendFileRequest, type SignedAndExtendedFile } from '../complete/extend-file.js';
export { createIssuerSource, createRevocationSource, type IssuerSource, type RevocationSource } from '../network/revocation-source.js';
export { readCaseManifest } from '../prepare/read-case-manifest.js';
export { fileSource } from './file/file-source.js';
export { createTimeStampClient, type TimeStampClient, type TimeStampClientOptions, type TimeStampResult } from '../network/time-stamp-client.js';
export { PadesError, type PadesErrorCode } from '../pades-error.js';
export { appendSignature, type AppendedSignature, type AppendRequest, type SignatureRequest, type SigningIdentity } from './append-signature.js';
export { signFile, type SignFileRequest } from './sign-file.js';
