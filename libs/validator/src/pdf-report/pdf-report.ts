import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { makePdfA } from '#pades';
import { roleName, taskStanding, type SignatureReport } from '#validation';
import type { ValidationAnswer } from '../validation-pool.js';
import { labels, type Labels } from './labels.js';
import { Sheet, type Ink } from './sheet.js';

/** The field that a seal may fill. */
export const reportSealField = 'Report.Seal';

const statusInks: Readonly<Record<ValidationAnswer['document']['status'], Ink>> = { valid: 'yes', 'not-valid': 'no', indeterminate: 'unknown', unsigned: 'ink', unreadable: 'ink' };
/** A fingerprint longer than this list of changes helps nobody; the JSON has them all. */
const maxChanges = 40;

/**
 * The report for the archive: PDF/A-2b with its fonts inside, in the report's own words, and an empty signature field for a seal.
 * The same answer gives the same bytes.
 */
export async function pdfReport(answer: ValidationAnswer, file: string, language: 'sv' | 'en'): Promise<Uint8Array> {
  const words = labels[language];
  const pdf = await PDFDocument.create({ updateMetadata: false });
  // The XMP packet has whole seconds.
  const made = new Date(Math.floor(new Date(answer.validationTime).getTime() / 1000) * 1000);
  const sheet = await Sheet.open(pdf);
  makePdfA(pdf, { title: `${words.title}: ${xmpSafe(file)}`, author: 'Justera', tool: 'Justera', language: language === 'sv' ? 'sv-SE' : 'en', made }, '2b', false);
  writeSummary(sheet, answer, file, language);
  writeManifest(sheet, answer, language);
  writeSignatures(sheet, answer, words);
  writeChanges(sheet, answer, words);
  writeLists(sheet, answer, words);
  sheet.foot(words.foot);
  addSealField(pdf);
  return pdf.save({ useObjectStreams: false });
}

/** A hostile name must not end the metadata packet. */
function xmpSafe(text: string): string {
  return text.toString().replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ');
}

function writeSummary(sheet: Sheet, answer: ValidationAnswer, file: string, language: 'sv' | 'en'): void {
  const words = labels[language];
  const texts = answer.texts[language];
  sheet.text(words.title, { size: 11, ink: 'muted' });
  sheet.text(texts.headline, { size: 19, bold: true, ink: statusInks[answer.document.status], above: 6 });
  sheet.text('', { size: 4 });
  sheet.fact(words.file, file);
  if (answer.document.sha256 !== null) sheet.fact(words.fingerprint, answer.document.sha256);
  sheet.fact(words.checked, answer.validationTime);
  sheet.fact(words.policy, `${answer.policy.name} ${answer.policy.version}`);
  for (const { heading, mark, text } of Object.values(texts.answers)) {
    sheet.text(heading, { bold: true, above: 9, ink: mark });
    sheet.text(text);
  }
  for (const { heading, items } of [texts.advice, texts.notChecked]) {
    if (items.length === 0) continue;
    sheet.heading(heading);
    for (const item of items) sheet.item(item);
  }
  if (texts.details.length > 0) {
    sheet.heading(words.details);
    for (const item of texts.details) sheet.item(item);
  }
}

function writeManifest(sheet: Sheet, { document: { manifest }, signatures }: ValidationAnswer, language: 'sv' | 'en'): void {
  if (manifest === null) return;
  const words = labels[language];
  sheet.heading(words.required);
  sheet.text([manifest.bodyName, manifest.title, manifest.registrationNumber].filter((part) => part !== '').join(', '), { ink: 'muted' });
  for (const task of manifest.steps.flatMap((step) => step.tasks)) {
    const [role, by] = [roleName(task, language), task.signedBy === null ? '' : ` (${task.signedBy})`];
    sheet.item(`${task.name}${role === null ? '' : `, ${role}`}: ${words.states[taskStanding(task, signatures)]}${by}`);
  }
}

function writeSignatures(sheet: Sheet, { signatures }: ValidationAnswer, words: Labels): void {
  if (signatures.length === 0) return;
  sheet.heading(words.signatures);
  for (const signature of signatures) {
    const name = signature.kind === 'documentTimestamp' ? words.timestamp : `${signature.signatory?.name ?? words.unnamed}${signature.kind === 'seal' ? `, ${words.seal}` : ''}`;
    sheet.text(name, { bold: true, above: 8 });
    for (const [label, value] of factsOf(signature, words)) sheet.fact(label, value);
  }
}

function factsOf(signature: SignatureReport, words: Labels): (readonly [string, string])[] {
  const { indication, subIndication, integrity, changesAfter, trust, signatory, level, qualification, signedLength, kind, claimedRemark } = signature;
  const issuer = trust.anchor?.name ?? trust.claimedIssuer ?? signatory?.issuer;
  const facts: (readonly [string, string] | undefined)[] = [
    [words.result, `${words.indications[indication]} (${indication}${subIndication === undefined ? '' : ` / ${subIndication}`})`],
    claimedRemark === null ? undefined : [words.remark, claimedRemark],
    [words.time, timeOf(signature, words)],
    [words.integrity, integrity === 'intact' ? words.intact : words.broken],
    [words.changes, words.afterwards[changesAfter]],
    issuer === undefined ? undefined : [words.issuer, issuer],
    level === null ? undefined : [words.level, level.replaceAll('_', '-')],
    kind === 'documentTimestamp' || qualification.level === 'N/A' ? undefined : [words.qualification, qualification.level],
    signedLength === null ? undefined : [words.signed, `${signedLength} ${words.bytes}`],
    signatory === null ? undefined : [words.certificate, signatory.certificateSha256],
  ];
  return facts.filter((fact) => fact !== undefined);
}

function timeOf({ timeProven, bestSignatureTime, claimedSigningTime }: SignatureReport, words: Labels): string {
  if (timeProven && bestSignatureTime !== null) return `${bestSignatureTime}, ${words.proven}`;
  return claimedSigningTime === null ? words.unknown : `${claimedSigningTime}, ${words.claimed}`;
}

function writeChanges(sheet: Sheet, { document: { changes } }: ValidationAnswer, words: Labels): void {
  if (changes.length === 0) return;
  sheet.heading(words.pageChanges);
  for (const { page, category, rule, verdict, fieldName } of changes.slice(0, maxChanges)) {
    // The rule is for those who compare with another validator; what people read is the kind of thing.
    const place = [page === undefined ? undefined : `${words.page} ${page}`, fieldName, rule].filter((part) => part !== undefined);
    sheet.item(`${words.categories[category]}: ${words.verdicts[verdict]} (${place.join(', ')})`);
  }
  if (changes.length > maxChanges) sheet.item(`… (${changes.length})`);
}

function writeLists(sheet: Sheet, { trustedLists }: ValidationAnswer, words: Labels): void {
  if (trustedLists.length === 0) return;
  sheet.heading(words.lists);
  for (const { territory, sequenceNumber, issuedAt, nextUpdate, source, state, fetchedAt } of trustedLists) {
    const had = [words.listStates[state], fetchedAt].filter((part) => part !== null).join(' ');
    sheet.item(`${territory} ${sequenceNumber}, ${words.issued} ${issuedAt}, ${words.nextUpdate} ${nextUpdate ?? words.unknown}; ${had}: ${source}`);
  }
}

/** Invisible; a seal is appended behind these bytes, so that they stay what they are. */
function addSealField(pdf: PDFDocument): void {
  const { context, catalog } = pdf;
  const page = pdf.getPage(0);
  const field = context.register(context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of(reportSealField), Rect: [0, 0, 0, 0], F: 132, P: page.ref }));
  page.node.set(PDFName.of('Annots'), context.obj([field]));
  catalog.set(PDFName.of('AcroForm'), context.register(context.obj({ Fields: [field], SigFlags: 1 })));
}
