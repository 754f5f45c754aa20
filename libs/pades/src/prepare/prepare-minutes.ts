import { createHash } from 'node:crypto';
import { meetsAdvancedThreshold, roleTitle } from '#minutes';
import { formFields, openPdf, type PdfDocument } from '#pdf/read';
import { beginUpdate } from '#pdf/write';
import { fieldsForSigning } from '../inspect/fields-for-signing.js';
import { inspectAgain, type NamedDocument } from '../inspect/inspect-for-signing.js';
import { lintFields } from '../lint/lint-fields.js';
import { lintForm, lintStructure } from '../lint/lint-structure.js';
import { refuseFindings } from '../lint/refuse-findings.js';
import { PadesError } from '../pades-error.js';
import { addSignaturePages } from '../signature-page/add-pages.js';
import type { PageStep } from '../signature-page/content.js';
import { drawSignaturePages } from '../signature-page/draw.js';
import { usualPageShape } from '../signature-page/page-shape.js';
import { isTagged } from '../signature-page/tagging/join-structure-tree.js';
import { addManifest, manifestOf } from './manifest-stream.js';
import { placeWithoutPage } from './fields-without-page.js';
import { freeNames } from './field-names.js';
import type { PreparedField, PreparedMinutes, PrepareRequest } from './prepare-request.js';
import { addSealField } from './seal-field.js';

/**
 * Adds signature page, all signature fields and the case manifest as one incremental update. The uploaded bytes are an exact prefix of the
 * result, which is asserted, not assumed. A file that is signed already gets no update: what
 * its signatures leave free is named, to be signed with `addFieldIfMissing`.
 * @throws PadesError `input-refused` (details.refusal), `bad-content`, `missing-glyph`
 */
export async function prepareMinutes(request: PrepareRequest): Promise<PreparedMinutes> {
  const { original } = request;
  const inspection = inspectAgain(original);
  const refused = inspection.refusals[0];
  if (refused !== undefined) throw new PadesError('input-refused', refused.en, { refusal: refused.code });
  if (request.notice.advanced !== meetsAdvancedThreshold(request.requiredLevelOfAssurance)) {
    throw new PadesError('bad-content', 'the notice may say "advanced" exactly where the case requires a level that carries it');
  }
  const steps = stepsOf(request);
  const document = openPdf(original);
  return inspection.existingSignatures > 0 ? prepareSigned(request, inspection, document, steps) : prepareUnsigned(request, inspection, document, steps);
}

function stepsOf(request: PrepareRequest): PageStep[] {
  const steps = request.steps.map(({ quorum, signatories }): PageStep => ({
    quorum: quorum ?? signatories.length,
    signatories: signatories.map(({ roleTitle: title, ...one }) => ({ ...one, roleTitle: title === undefined || title === '' ? roleTitle(one.role, request.language) : title })),
  }));
  if (steps.length === 0 || steps.some(({ quorum, signatories }) => signatories.length === 0 || quorum < 1 || quorum > signatories.length)) {
    throw new PadesError('bad-content', 'every step needs a signatory and a quorum that can be reached');
  }
  return steps;
}

async function prepareUnsigned(request: PrepareRequest, inspection: NamedDocument, document: PdfDocument, steps: readonly PageStep[]): Promise<PreparedMinutes> {
  const originalSha256 = request.uploadedSha256 ?? inspection.sha256;
  const drawn = await drawSignaturePages({ ...request, originalSha256, steps }, { shape: usualPageShape(document.current.pages()), tagged: isTagged(document) });
  const names = freeNames(document, drawn.fields.length);
  const fields = drawn.fields.map(({ card, box }, index): PreparedField => ({
    name: names[index] ?? '',
    step: card.step,
    position: card.position,
    signatoryIndex: card.index,
    role: card.signatory.role,
    roleTitle: card.signatory.roleTitle,
    signatoryName: card.signatory.name,
    page: inspection.pageCount + box.page + 1,
  }));
  const manifest = manifestOf(request, { originalSha256, beginsWithSha256: inspection.sha256 }, steps, fields);
  const update = beginUpdate(document);
  addSignaturePages(update, document, drawn, fields.map((field) => ({ name: field.name, title: `${field.signatoryName}, ${field.roleTitle}` })), request.language);
  const sealField = request.withSealField === true ? addSealField(update, formFields(document.current), names) : undefined;
  addManifest(update, manifest);
  const finished = update.finish();
  refuseFindings(lintStructure(document, finished));
  const ours = [...fields.map(({ name }) => name), ...(sealField === undefined ? [] : [sealField])];
  const whole = Buffer.concat([request.original, finished.update]);
  refuseFindings([...lintForm(openPdf(whole), ours), ...lintFields(whole, ours)]);
  return {
    ...revision(request.original, finished.update, inspection.sha256, finished.startOffset),
    originalSha256,
    signaturePages: drawn.pageCount,
    pageCount: inspection.pageCount + drawn.pageCount,
    fields,
    manifest,
    ...(sealField === undefined ? {} : { sealField }),
  };
}

/** MDP-04: nothing that those who signed before did not permit: no page, no manifest, no certification, no empty field. */
function prepareSigned(request: PrepareRequest, inspection: NamedDocument, document: PdfDocument, steps: readonly PageStep[]): PreparedMinutes {
  if (request.withSealField === true) throw new PadesError('permission-denied', 'a file that is signed already cannot be certified', { id: 'MDP-01' });
  return {
    ...revision(request.original, new Uint8Array(0), inspection.sha256, request.original.byteLength),
    originalSha256: inspection.sha256,
    signaturePages: 0,
    pageCount: inspection.pageCount,
    fields: placeWithoutPage(document, fieldsForSigning(document.current), steps),
    manifest: undefined,
  };
}

/** Promise 1 of DESIGN.md, asserted: nothing wrote into the bytes we were given, and the update begins where they end. */
function revision(original: Uint8Array, update: Uint8Array, sha256: string, startOffset: number) {
  const hash = createHash('sha256').update(original);
  if (startOffset !== original.byteLength || hash.copy().digest('hex') !== sha256) throw new PadesError('lint-failed', 'the uploaded bytes are not a prefix of the result', { id: 'PF-01' });
  return { update, preparedSha256: hash.update(update).digest('hex'), preparedLength: original.byteLength + update.byteLength };
}
