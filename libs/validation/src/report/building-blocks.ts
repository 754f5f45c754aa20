import { concludeFrom } from './conclude.js';
import { orderReasons } from './order-reasons.js';
import type { Finding, ReasonCode } from './reason.js';
import { buildingBlocks, type BuildingBlock, type BuildingBlockReport } from './validation-report.js';

/** What each building block says, from the findings that it made. */
export function reportBlocks(findings: readonly Finding[]): BuildingBlockReport[] {
  const byBlock = new Map<BuildingBlock, Finding[]>();
  for (const finding of findings) {
    const block = blockOf(finding.code);
    const known = byBlock.get(block);
    if (known === undefined) byBlock.set(block, [finding]);
    else known.push(finding);
  }
  return buildingBlocks.map((block) => {
    const own = byBlock.get(block) ?? [];
    return { block, ...concludeFrom(own), reasons: orderReasons(own) };
  });
}

const blocks: Readonly<Partial<Record<ReasonCode, BuildingBlock>>> = {
  'signing-certificate-missing': 'identificationOfTheSigningCertificate',
  'signing-certificate-not-bound': 'identificationOfTheSigningCertificate',
  'signature-policy-not-processed': 'validationContextInitialisation',
  'signature-policy-differs': 'validationContextInitialisation',
  'content-changed': 'cryptographicVerification',
  'signature-value-wrong': 'cryptographicVerification',
  'no-trust-anchors': 'x509CertificateValidation',
  'issuer-not-trusted': 'x509CertificateValidation',
  'certificate-chain-invalid': 'x509CertificateValidation',
  'certificate-purpose-wrong': 'x509CertificateValidation',
  'certificate-expired': 'x509CertificateValidation',
  'certificate-not-yet-valid': 'x509CertificateValidation',
  'certificate-revoked': 'x509CertificateValidation',
  'issuer-revoked': 'x509CertificateValidation',
  'certificate-on-hold': 'x509CertificateValidation',
  'no-proof-of-existence': 'x509CertificateValidation',
  'issuer-not-listed-then': 'x509CertificateValidation',
  'issuer-no-longer-trusted': 'x509CertificateValidation',
  'revocation-unknown': 'x509CertificateValidation',
  'revocation-stale': 'x509CertificateValidation',
  'algorithm-unsupported': 'signatureAcceptanceValidation',
  'algorithm-too-weak': 'signatureAcceptanceValidation',
  'signed-attributes-missing': 'signatureAcceptanceValidation',
  'cms-not-detached-data': 'signatureAcceptanceValidation',
  'counter-signed': 'signatureAcceptanceValidation',
  'not-baseline': 'signatureAcceptanceValidation',
  'claimed-time-missing': 'signatureAcceptanceValidation',
  'signing-time-implausible': 'signatureAcceptanceValidation',
  'timestamp-late': 'signatureAcceptanceValidation',
  'timestamp-missing': 'timeStampValidation',
  'timestamp-broken': 'timeStampValidation',
  'timestamp-untrusted': 'timeStampValidation',
  'timestamp-order': 'timeStampValidation',
  'document-timestamp-broken': 'cryptographicVerification',
};

/** Everything about how a signature is written is format checking. */
function blockOf(code: ReasonCode): BuildingBlock {
  return blocks[code] ?? 'formatChecking';
}
