import { type CaseManifest, serialiseCaseManifest } from '#minutes';
import { dict, type IncrementalUpdate, name, text } from '#pdf/write';
import type { PageStep } from '../signature-page/content.js';
import type { PreparedField, PrepareRequest } from './prepare-request.js';

/** ISO 32000-2 14.5: a page-piece dictionary in the catalog; the manifest is a private stream of JSON. */
export function addManifest(update: IncrementalUpdate, manifest: CaseManifest): void {
  const stream = update.addStream({ Type: name('JusteraManifest') }, Buffer.from(serialiseCaseManifest(manifest), 'utf8'), { compress: false });
  const piece = dict({ LastModified: text(`D:${manifest.meetingDate.replaceAll('-', '')}`), Private: stream });
  const catalog = update.currentEntries(update.document.current.catalogReference);
  const present = update.current(catalog.get('PieceInfo'));
  const others = present !== undefined && typeof present === 'object' && present !== null && present.kind === 'dictionary' ? Object.fromEntries(present.entries) : {};
  update.setCatalogEntry('PieceInfo', dict({ ...others, Justera: piece }));
}

interface Hashes {
  /** Of the upload. */
  readonly originalSha256: string;
  /** Of the bytes that the signed file begins with: another where a broken upload was rewritten. */
  readonly beginsWithSha256: string;
}

export function manifestOf(request: PrepareRequest, { originalSha256, beginsWithSha256 }: Hashes, steps: readonly PageStep[], fields: readonly PreparedField[]): CaseManifest {
  const { caseId, bodyName, title, registrationNumber, meetingDate, language, requiredLevelOfAssurance } = request;
  return {
    version: 1,
    caseId,
    bodyName,
    originalSha256,
    ...(beginsWithSha256 === originalSha256 ? {} : { rewrittenSha256: beginsWithSha256 }),
    title,
    registrationNumber,
    meetingDate,
    language,
    requiredLevelOfAssurance,
    steps: steps.map(({ quorum }, step) => ({
      quorum,
      tasks: fields.filter((field) => field.step === step).map((field) => ({ field: field.name, name: field.signatoryName, role: field.role, roleTitle: field.roleTitle })),
    })),
  };
}
