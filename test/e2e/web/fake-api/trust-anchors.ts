import type { TrustAnchorView, TrustedListView } from '../../../../apps/web/src/api/model/trust.js';

const pem = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';

export const trustAnchors: readonly TrustAnchorView[] = [
  { name: 'Justera Demo Root', purpose: 'signature', sha256: '5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592', notAfter: '2036-03-01T00:00:00Z', pem },
  { name: 'Justera Demo TSA Root', purpose: 'timestamp', sha256: '7d793037a0760186574b0282f2f435e77d793037a0760186574b0282f2f435e7', notAfter: '2036-03-01T00:00:00Z', pem },
];

const eu = 'https://ec.europa.example/tools/lotl';

export const trustedLists: readonly TrustedListView[] = [
  { territory: 'EU', sequenceNumber: 391, nextUpdate: '2026-09-01T00:00:00Z', source: `${eu}/eu-lotl.xml`, state: 'fetched', fetchedAt: '2026-05-04T10:00:00Z' },
  { territory: 'SE', sequenceNumber: 73, nextUpdate: '2026-08-14T00:00:00Z', source: `${eu}/se.xml`, state: 'stale', fetchedAt: '2026-05-01T10:00:00Z' },
];
