import type { TrustAnchorView } from '../../../../apps/web/src/api/model/trust.js';

const pem = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';

export const trustAnchors: readonly TrustAnchorView[] = [
  { name: 'Justera Demo Root', purpose: 'signature', sha256: '5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592', notAfter: '2036-03-01T00:00:00Z', pem },
  { name: 'Justera Demo TSA Root', purpose: 'timestamp', sha256: '7d793037a0760186574b0282f2f435e77d793037a0760186574b0282f2f435e7', notAfter: '2036-03-01T00:00:00Z', pem },
];
