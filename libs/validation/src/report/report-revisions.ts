import type { PdfDocument } from '#pdf/read';
import type { ExaminedSignature } from '../examined-signature.js';
import type { Change, RevisionReport } from './validation-report.js';

export function reportRevisions(document: PdfDocument, examined: readonly ExaminedSignature[], changes: readonly Change[]): RevisionReport[] {
  const first = Math.min(...examined.map(({ found }) => found.revisionIndex));
  return document.revisions.map(({ index, start, end }) => {
    const here = examined.filter(({ found }) => found.revisionIndex === index);
    const kind: RevisionReport['kind'] = here.some(({ checked }) => !checked.isTimeStamp)
      ? 'signature'
      : here.length > 0
        ? 'documentTimestamp'
        : index < first
          ? 'content'
          : changes.some(({ revision, rule }) => revision === index && rule.startsWith('security-store'))
            ? 'securityStore'
            : 'other';
    return { index, start, end, kind };
  });
}
