import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { isDemoCertificate, loadTrustAnchors } from '#platform';

async function certificateOf(name: string): Promise<{ pem: string; der: Uint8Array }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({ name, keys, signingAlgorithm: algorithm, serialNumber: '01' });
  return { pem: certificate.toString('pem'), der: new Uint8Array(certificate.rawData) };
}

const files = (mode: 'demo' | 'production', name: string) => ({ mode, trustFiles: { signature: [name], seal: [], timestamp: [] } });

test('production refuses an anchor that says of itself that it is a demo, wherever it lies', async () => {
  const { pem, der } = await certificateOf('CN=Justera DEMO Root, O=Exempel');
  expect(isDemoCertificate(der)).toBe(true);
  expect(() => loadTrustAnchors(files('production', '/etc/justera/root.pem'), () => pem)).toThrow(expect.objectContaining({ code: 'demo-trust-in-production' }) as Error);
  expect(loadTrustAnchors(files('demo', 'x'), () => pem).signatureAnchors).toEqual([der]);
});

test('an honest root is read, several from one file too, and a name that merely begins so is no demo', async () => {
  const [one, other] = [await certificateOf('CN=Kommunens rot'), await certificateOf('CN=Demokratiregistret')];
  const anchors = loadTrustAnchors(files('production', 'x'), () => `roots of 2026\n${one.pem}\n\n${other.pem}\n`);
  expect(anchors.signatureAnchors).toEqual([one.der, other.der]);
});
