import { asArray, asDictionary, asName, asString, type PdfDictionary, type PdfView } from '#pdf/read';
import type { Visitor } from './object-walk.js';

/** What a document does, or takes from elsewhere: it can show differently to different readers, or later. */
export interface ActiveContent {
  readonly javaScript: boolean;
  /** Types of actions that do more than go to a place in the document or open a web address that is clicked. */
  readonly actions: ReadonlySet<string>;
  readonly multimedia: boolean;
  readonly external: boolean;
  readonly embeddedFiles: boolean;
  readonly optionalContent: boolean;
  /** A dictionary says one key twice: readers differ in which they believe (R6). */
  readonly ambiguous: boolean;
}

/** ISO 32000-2 Table 201. /GoTo, /URI, /Named and /Thread show what is there anyway; the rest changes something or leaves the file. */
const riskyActions = new Set([
  'JavaScript', 'Launch', 'GoToR', 'GoToE', 'GoToDp', 'SubmitForm', 'ResetForm', 'ImportData', 'Hide', 'Rendition', 'Movie', 'Sound', 'SetOCGState', 'RichMediaExecute', 'GoTo3DView', 'Trans',
]);
const multimediaAnnotations = new Set(['Movie', 'Sound', 'Screen', 'RichMedia', '3D']);

/** Collects over a walk of all objects; `result` tells what was met. */
export class ActiveContentCollector {
  readonly #actions = new Set<string>();
  #javaScript = false;
  #multimedia = false;
  #external = false;
  #embeddedFiles = false;
  #optionalContent = false;
  #ambiguous = false;

  readonly visit: Visitor = (dictionary, { key, stream }) => {
    this.#ambiguous ||= dictionary.duplicateKeys.length > 0;
    const action = asName(dictionary.get('S'));
    if (action !== undefined && riskyActions.has(action) && asName(dictionary.get('Type')) !== 'StructElem') this.#actions.add(action);
    this.#javaScript ||= action === 'JavaScript' || key === 'JavaScript';
    this.#multimedia ||= multimediaAnnotations.has(asName(dictionary.get('Subtype')) ?? '') && dictionary.get('Rect') !== undefined;
    // Table 23: additional actions run by themselves, whatever their type. An empty one does nothing.
    if (key === 'AA' && [...dictionary.entries.values()].some(({ kind }) => kind !== 'null')) this.#actions.add('AA');
    this.#embeddedFiles ||= dictionary.get('EF') !== undefined || key === 'AFRelationship';
    this.#optionalContent ||= ['OCG', 'OCMD'].includes(asName(dictionary.get('Type')) ?? '');
    this.#external ||= stream === undefined ? isForeignFile(dictionary) : isForeignStream(dictionary);
  };

  result(): ActiveContent {
    return {
      javaScript: this.#javaScript,
      actions: this.#actions,
      multimedia: this.#multimedia,
      external: this.#external,
      embeddedFiles: this.#embeddedFiles,
      optionalContent: this.#optionalContent,
      ambiguous: this.#ambiguous,
    };
  }
}

/** ISO 32000-2 Table 5: data that lies in another file; 8.10.4: a page of another file shown in this one. Fonts and images come this way too. */
function isForeignStream(dictionary: PdfDictionary): boolean {
  return dictionary.get('F') !== undefined || (dictionary.get('Ref') !== undefined && asName(dictionary.get('Subtype')) === 'Form') || dictionary.get('OPI') !== undefined;
}

/** ISO 32000-2 7.11.3: a file specification that leads to an address, or to a file that does not lie within. */
function isForeignFile(dictionary: PdfDictionary): boolean {
  if (asName(dictionary.get('FS')) === 'URL') return true;
  const isSpecification = ['Filespec', 'F'].includes(asName(dictionary.get('Type')) ?? '');
  return isSpecification && dictionary.get('EF') === undefined && (dictionary.get('F') !== undefined || dictionary.get('UF') !== undefined);
}

/** What happens on opening: an action other than going to a page. A destination is no action. */
export function openingAction(view: PdfView): string | undefined {
  const action = asDictionary(view.get(view.catalog, 'OpenAction'));
  const type = action === undefined ? undefined : (asName(view.get(action, 'S')) ?? 'unknown');
  return type === 'GoTo' && asArray(action?.get('Next')) === undefined && action?.get('Next') === undefined ? undefined : type;
}

/** A dynamic XFA form lays its pages out anew wherever it is shown (PF-17): the catalog says so, or the form's own configuration. */
export function hasDynamicXfa(view: PdfView, form: PdfDictionary): boolean {
  const xfa = view.get(form, 'XFA');
  if (xfa === undefined) return false;
  const needsRendering = view.get(view.catalog, 'NeedsRendering');
  if (needsRendering?.kind === 'boolean' && needsRendering.value) return true;
  return xfaPackets(view, form).some((text) => /<(?:\w+:)?dynamicRender\s*>\s*required/u.test(text));
}

const maxPacketBytes = 1024 * 1024;

/** /XFA is one stream, or an array of names and streams (ISO 32000-2 Annex K). Only the configuration is looked at. */
function xfaPackets(view: PdfView, form: PdfDictionary): string[] {
  const xfa = view.get(form, 'XFA');
  if (xfa?.kind === 'stream') return [Buffer.from(view.streamData(xfa, 16 * maxPacketBytes)).toString('utf8')];
  const items = asArray(xfa)?.items ?? [];
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    const name = before === undefined ? undefined : asString(view.resolve(before));
    const packet = view.resolve(item);
    if (packet.kind !== 'stream' || name === undefined || Buffer.from(name.bytes).toString('latin1') !== 'config') return [];
    return [Buffer.from(view.streamData(packet, maxPacketBytes)).toString('utf8')];
  });
}
