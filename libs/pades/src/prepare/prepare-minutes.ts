import { createHash } from 'node:crypto';
import { type CaseManifest, type Language, type LevelOfAssurance, meetsAdvancedThreshold, roleTitle, serialiseCaseManifest, type SignatoryRole } from '#minutes';
import { formFields, openPdf } from '#pdf/read';
import { beginUpdate, dict, type IncrementalUpdate, name, text } from '#pdf/write';
import { inspectForSigning } from '../inspect/inspect-for-signing.js';
import { PadesError } from '../pades-error.js';
import { addSignaturePages } from '../signature-page/add-pages.js';
import type { PageStep, SignatureNotice } from '../signature-page/content.js';
import { drawSignaturePages } from '../signature-page/draw.js';
import { usualPageShape } from '../signature-page/page-shape.js';
import { isTagged } from '../signature-page/tagging/join-structure-tree.js';

export interface PrepareRequest {
  readonly original: Uint8Array;
  readonly caseId: string;
  readonly language: Language;
  readonly bodyName: string;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly requiredLevelOfAssurance: LevelOfAssurance;
  readonly notice: SignatureNotice;
  /** Printed as text and as QR code. */
  readonly validationAddress: string;
  /** In signing order; quorum: all when not given; role title: the role's word when not given. */
  readonly steps: readonly { readonly quorum?: number; readonly signatories: readonly { readonly name: string; readonly role: SignatoryRole; readonly roleTitle?: string }[] }[];
}

export interface PreparedField {
  readonly name: string;
  /** 0-based. */
  readonly step: number;
  /** 0-based, within the step. */
  readonly position: number;
  /** 0-based over all steps, in signing order. */
  readonly signatoryIndex: number;
  readonly role: SignatoryRole;
  readonly roleTitle: string;
  readonly signatoryName: string;
  /** 1-based, in the prepared file. */
  readonly page: number;
}

export interface PreparedMinutes {
  /** To be put behind the original. */
  readonly update: Uint8Array;
  readonly originalSha256: string;
  /** Of original and update: what everybody sees and consents to. */
  readonly preparedSha256: string;
  readonly preparedLength: number;
  readonly signaturePages: number;
  readonly pageCount: number;
  readonly fields: readonly PreparedField[];
  readonly manifest: CaseManifest;
}

/**
 * Adds signature page, all signature fields and the case manifest as one incremental update. The uploaded bytes are an exact prefix of the
 * result, which is asserted, not assumed.
 * @throws PadesError `input-refused` (details.refusal), `bad-content`, `missing-glyph`
 */
export async function prepareMinutes(request: PrepareRequest): Promise<PreparedMinutes> {
  const { original } = request;
  const inspection = inspectForSigning(original, { maxBytes: Number.MAX_SAFE_INTEGER });
  const refused = inspection.refusals[0];
  if (refused !== undefined) throw new PadesError('input-refused', refused.en, { refusal: refused.code });
  if (request.notice.advanced !== meetsAdvancedThreshold(request.requiredLevelOfAssurance)) {
    throw new PadesError('bad-content', 'the notice may say "advanced" exactly where the case requires a level that carries it');
  }
  const document = openPdf(original);
  const steps = request.steps.map(({ quorum, signatories }): PageStep => ({
    quorum: quorum ?? signatories.length,
    signatories: signatories.map((one) => ({ name: one.name, role: one.role, roleTitle: one.roleTitle === undefined || one.roleTitle === '' ? roleTitle(one.role, request.language) : one.roleTitle })),
  }));
  if (steps.length === 0 || steps.some(({ quorum, signatories }) => signatories.length === 0 || quorum < 1 || quorum > signatories.length)) {
    throw new PadesError('bad-content', 'every step needs a signatory and a quorum that can be reached');
  }
  const { originalSha256 } = { originalSha256: inspection.sha256 };
  const drawn = await drawSignaturePages({ ...request, originalSha256, steps }, { shape: usualPageShape(document.current.pages()), tagged: isTagged(document) });
  const taken = new Set(formFields(document.current).map((field) => field.name));
  const free = fieldNames(drawn.fields.length, taken);
  const fields = drawn.fields.map(({ card, box }, index): PreparedField => ({
    name: free[index] ?? '',
    step: card.step,
    position: card.position,
    signatoryIndex: card.index,
    role: card.signatory.role,
    roleTitle: card.signatory.roleTitle,
    signatoryName: card.signatory.name,
    page: inspection.pageCount + box.page + 1,
  }));
  const manifest = manifestOf(request, originalSha256, steps, fields);
  const update = beginUpdate(document);
  const names = fields.map((field) => ({ name: field.name, title: `${field.signatoryName}, ${field.roleTitle}` }));
  addSignaturePages(update, document, drawn, names, request.language);
  addManifest(update, manifest);
  const finished = update.finish();
  const preparedSha256 = createHash('sha256').update(original).update(finished.update).digest('hex');
  assertPrefix(original, finished.startOffset, originalSha256);
  return {
    update: finished.update,
    originalSha256,
    preparedSha256,
    preparedLength: original.byteLength + finished.update.byteLength,
    signaturePages: drawn.pageCount,
    pageCount: inspection.pageCount + drawn.pageCount,
    fields,
    manifest,
  };
}

/** Promise 1 of DESIGN.md: nothing wrote into the bytes we were given, and the update begins where they end. */
function assertPrefix(original: Uint8Array, startOffset: number, originalSha256: string): void {
  const now = createHash('sha256').update(original).digest('hex');
  if (startOffset !== original.byteLength || now !== originalSha256) throw new PadesError('lint-failed', 'the uploaded bytes are not a prefix of the result', { id: 'PF-01' });
}

function fieldNames(count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let number = 1; names.length < count; number += 1) {
    const candidate = `Signature${number}`;
    if (!taken.has(candidate)) names.push(candidate);
  }
  return names;
}

/** ISO 32000-2 14.5: a page-piece dictionary in the catalog; the manifest is a private stream of JSON. */
function addManifest(update: IncrementalUpdate, manifest: CaseManifest): void {
  const stream = update.addStream({ Type: name('JusteraManifest') }, Buffer.from(serialiseCaseManifest(manifest), 'utf8'), { compress: false });
  const piece = dict({ LastModified: text(`D:${manifest.meetingDate.replaceAll('-', '')}`), Private: stream });
  const catalog = update.currentEntries(update.document.current.catalogReference);
  const present = update.current(catalog.get('PieceInfo'));
  const others = present !== undefined && typeof present === 'object' && present !== null && present.kind === 'dictionary' ? Object.fromEntries(present.entries) : {};
  update.setCatalogEntry('PieceInfo', dict({ ...others, Justera: piece }));
}

function manifestOf(request: PrepareRequest, originalSha256: string, steps: readonly PageStep[], fields: readonly PreparedField[]): CaseManifest {
  const { caseId, bodyName, title, registrationNumber, meetingDate, language, requiredLevelOfAssurance } = request;
  return {
    version: 1,
    caseId,
    bodyName,
    originalSha256,
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
