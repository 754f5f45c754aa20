import type { ValidationReport } from '../validation-report.js';

/** The one thing that matters most, in the order in which people need to hear it. */
export type Situation =
  | 'valid'
  | 'content-changed'
  | 'changed-after'
  | 'wrong-person'
  | 'timestamp-broken'
  | 'broken-file'
  | 'malformed'
  | 'certificate-not-in-force'
  | 'untrusted'
  | 'incomplete'
  | 'open'
  | 'print-out'
  | 'not-yet-signed'
  | 'timestamps-only'
  | 'unsigned'
  | 'unreadable';

export function situationOf({ document, signatures }: ValidationReport): Situation {
  const has = (...codes: readonly string[]) => document.reasons.some((code) => codes.includes(code));
  switch (document.status) {
    case 'valid':
      return 'valid';
    case 'unreadable':
      return 'unreadable';
    case 'unsigned':
      if (has('print-out', 'signatures-stripped')) return 'print-out';
      if (has('not-yet-signed')) return 'not-yet-signed';
      return has('only-document-timestamps') ? 'timestamps-only' : 'unsigned';
    case 'not-valid':
      if (has('broken-structure-in-signed-file')) return 'broken-file';
      if (has('content-changed', 'signature-value-wrong')) return 'content-changed';
      if (has('changed-after-signing', 'permissions-breached', 'data-after-end', 'unclaimed-bytes', 'signature-field-removed')) return 'changed-after';
      if (has('signatory-mismatch')) return 'wrong-person';
      if (isOnlyAboutTime(document.findings)) return 'certificate-not-in-force';
      return has('timestamp-broken', 'document-timestamp-broken') ? 'timestamp-broken' : 'malformed';
    case 'indeterminate':
      if (has('issuer-not-trusted', 'no-trust-anchors')) return 'untrusted';
      return has('incomplete') && signatures.every(({ indication, kind }) => indication === 'TOTAL_PASSED' || kind === 'documentTimestamp') ? 'incomplete' : 'open';
  }
}

const aboutTime: ReadonlySet<string> = new Set(['certificate-revoked', 'certificate-expired', 'certificate-not-yet-valid']);

/** Everything was written rightly and is unchanged; the certificate was proven not to be in force. */
function isOnlyAboutTime(findings: ValidationReport['document']['findings']): boolean {
  const failures = findings.filter(({ weight }) => weight === 'failure');
  return failures.length > 0 && failures.every(({ code }) => aboutTime.has(code));
}
