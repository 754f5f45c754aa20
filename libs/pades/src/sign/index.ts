// The light door: what signing one file takes, and nothing that draws pages (ADR 10).
export { createTimeStampClient, type TimeStampClient, type TimeStampClientOptions, type TimeStampResult } from '../network/time-stamp-client.js';
export { PadesError, type PadesErrorCode } from '../pades-error.js';
export { appendSignature, type AppendedSignature, type AppendRequest, type SignatureRequest, type SigningIdentity } from './append-signature.js';
export { signFile, type SignFileRequest } from './sign-file.js';
