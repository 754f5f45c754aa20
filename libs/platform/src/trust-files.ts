import { X509Certificate } from 'node:crypto';
import { ConfigError, type AppConfig, type ConfigProblem } from './config.js';

/** What is trusted for what, as DER certificates; the shape that `#validation` takes. */
export interface TrustAnchors {
  signatureAnchors: Uint8Array[];
  sealAnchors: Uint8Array[];
  timestampAnchors: Uint8Array[];
}

/** Whether a certificate says of itself, in a name, that it is a demo. Ours all do. */
export function isDemoCertificate(der: Uint8Array): boolean {
  const certificate = new X509Certificate(der);
  return [certificate.subject, certificate.issuer].some((name) => /\bdemo\b/i.test(name));
}

/**
 * Reads the PEM files that the configuration names as trust anchors.
 * @param readText reads a file as text (a parameter, so that this stays without a disk)
 * @throws ConfigError `trust-file-unreadable`, or `demo-trust-in-production` when production is given a demo certificate
 */
export function loadTrustAnchors(config: Pick<AppConfig, 'mode' | 'trustFiles'>, readText: (path: string) => string): TrustAnchors {
  const read = (variable: string, files: readonly string[]): Uint8Array[] => files.flatMap((file) => readFile(variable, file, readText));
  const anchors = {
    signatureAnchors: read('TRUST_SIGNATURE_ANCHORS', config.trustFiles.signature),
    sealAnchors: read('TRUST_SEAL_ANCHORS', config.trustFiles.seal),
    timestampAnchors: read('TRUST_TIMESTAMP_ANCHORS', config.trustFiles.timestamp),
  };
  if (config.mode === 'production') refuseDemo(anchors);
  return anchors;
}

function readFile(variable: string, file: string, readText: (path: string) => string): Uint8Array[] {
  try {
    const blocks = readText(file).match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) throw new Error('there is no certificate in the file');
    return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new ConfigError('trust-file-unreadable', [{ variable, problem: `${file}: ${reason}` }]);
  }
}

function refuseDemo(anchors: TrustAnchors): void {
  const members: [string, Uint8Array[]][] = [
    ['TRUST_SIGNATURE_ANCHORS', anchors.signatureAnchors],
    ['TRUST_SEAL_ANCHORS', anchors.sealAnchors],
    ['TRUST_TIMESTAMP_ANCHORS', anchors.timestampAnchors],
  ];
  const problems: ConfigProblem[] = members
    .filter(([, certificates]) => certificates.some(isDemoCertificate))
    .map(([variable]) => ({ variable, problem: 'holds a demo certificate, which production refuses' }));
  if (problems.length > 0) throw new ConfigError('demo-trust-in-production', problems);
}
