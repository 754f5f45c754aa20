export { findOpenssl, type Openssl } from './pki/openssl.js';
export { createTestPki, type TestPki, type TestPkiOptions } from './pki/test-pki.js';
export { issueTestCertificate, newPssKey, newTestKey, type PssRestrictions, type TestCertificate, type TestCertificateSpec, type TestKey } from './pki/test-certificate.js';
export { findFragments } from './memory/find-fragments.js';
export { findPrivateKeys, type FoundKey } from './memory/find-private-keys.js';
export { canReadMemory } from './memory/process-memory.js';
