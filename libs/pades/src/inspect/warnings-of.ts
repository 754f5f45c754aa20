import { asDictionary, type FormField, type PdfDocument, type SignatureFieldInfo } from '#pdf/read';
import type { FieldsForSigning } from './fields-for-signing.js';
import { type IntakeNotice, warning, type WarningCode } from './notices.js';
import { ActiveContentCollector, openingAction } from './shadow/active-content.js';
import { walkObjects } from './shadow/object-walk.js';
import { overlays } from './shadow/overlays.js';
import { strayFields } from './shadow/stray-fields.js';
import { hiddenObjects } from './shadow/unreachable-objects.js';
import { contradictoryFields, needsAppearances } from './shadow/value-and-appearance.js';

/** Names and numbers in a notice's detail: enough to look them up, never a page full. */
const maxNamed = 10;
const listed = (items: readonly (string | number)[]): string => items.slice(0, maxNamed).join(', ') + (items.length > maxNamed ? ' …' : '');

/** Shadow content and everything else that may show differently later, or to others (spec "Warn before signing"). */
export function warningsOf(document: PdfDocument, fields: readonly FormField[], signing: FieldsForSigning): IntakeNotice[] {
  const view = document.current;
  const collector = new ActiveContentCollector();
  const walk = walkObjects(view, collector.visit);
  const active = collector.result();
  const hidden = hiddenObjects(document, walk);
  const opening = openingAction(view);
  const actions = new Set([...active.actions, ...(opening === undefined ? [] : [opening])].filter((action) => action !== 'JavaScript'));
  const stray = strayFields(view, fields);
  const contradictory = contradictoryFields(view, [...fields, ...stray]);
  const covering = overlays(view, view.pages());
  const form = asDictionary(view.get(view.catalog, 'AcroForm'));
  const visibleEmpty = signing.empty.filter(isVisible).map(({ name }) => name);
  const isSigned = signing.signed.length > 0;
  const found: [WarningCode, boolean, string?][] = [
    ['existing-signatures', isSigned, listed(signing.signed.map(({ name }) => name))],
    ['javascript', active.javaScript],
    ['actions', actions.size > 0, listed([...actions].sort())],
    ['multimedia', active.multimedia],
    ['optional-content', active.optionalContent || view.get(view.catalog, 'OCProperties') !== undefined],
    ['external-references', active.external],
    ['embedded-files', active.embeddedFiles],
    ['form-fields', fields.some(({ fieldType }) => fieldType !== 'Sig')],
    ['stray-fields', stray.length > 0, listed(stray.map(({ name }) => name))],
    ['fields-contradict-themselves', contradictory.length > 0, listed(contradictory)],
    ['appearances-drawn-by-reader', needsAppearances(view) && fields.some(({ fieldType }) => fieldType !== 'Sig')],
    ['xfa', form?.get('XFA') !== undefined],
    // In a file that is signed already, empty fields are where the next signatures go.
    ['empty-signature-fields', !isSigned && visibleEmpty.length > 0, listed(visibleEmpty)],
    ['full-page-overlay', covering.pages.length > 0, listed(covering.pages.map((index) => index + 1))],
    ['hidden-pages', hidden.unreachablePages.length > 0, listed(hidden.unreachablePages)],
    ['unreachable-objects', hidden.unreachable.length > 0, listed(hidden.unreachable)],
    ['unlisted-objects', hidden.unlisted > 0, String(hidden.unlisted)],
    ['ambiguous-objects', active.ambiguous],
    ['damaged-objects', walk.unreadable.length > 0, listed(walk.unreadable)],
    ['not-fully-inspected', !walk.complete || !covering.complete],
    ['first-xref-has-gaps', document.findings.some(({ code }) => code === 'xref-not-contiguous')],
    ['linearized', document.revisions[0]?.linearized === true],
    ['signature-page-without-signatures', !isSigned && hasOurManifest(document)],
  ];
  return found.filter(([, is]) => is).map(([code, , detail]) => warning(code, detail));
}

function isVisible({ widgets }: SignatureFieldInfo): boolean {
  return widgets.some(({ rect }) => rect !== undefined && rect.right > rect.left && rect.top > rect.bottom);
}

function hasOurManifest(document: PdfDocument): boolean {
  const view = document.current;
  const pieces = asDictionary(view.get(view.catalog, 'PieceInfo'));
  return pieces?.get('Justera') !== undefined;
}
