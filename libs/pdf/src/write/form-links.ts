import { PdfError } from '../read/index.js';
import type { ObjectSink } from './pending.js';
import { array, dict, entriesOf, type Writable, type WritableEntries, type WritableReference } from './writable.js';

/** SignaturesExist and AppendOnly (ISO 32000-2 Table 225). */
const signaturesExistAppendOnly = 3;

/** Lists fields in /AcroForm, wherever form and field array are kept now (PF-09). Throws `malformed-field-tree`. */
export function addFields(sink: ObjectSink, fields: readonly WritableReference[]): void {
  const catalogReference = sink.document.current.catalogReference;
  const place = sink.currentEntries(catalogReference).get('AcroForm');
  const form = sink.current(place);
  if (form === undefined) {
    const reference = sink.allocate();
    sink.put(reference, dict({ Fields: array(fields), SigFlags: signaturesExistAppendOnly }));
    sink.patchDictionary(catalogReference, { AcroForm: reference });
    return;
  }
  if (typeof form !== 'object' || form.kind !== 'dictionary') throw new PdfError('malformed-field-tree', '/AcroForm is not a dictionary');
  const flags = sink.current(form.entries.get('SigFlags'));
  const set = typeof flags === 'number' ? flags : typeof flags === 'object' && flags.kind === 'number' ? flags.value : 0;
  const changes: WritableEntries = {
    ...extendArray(sink, form.entries, 'Fields', fields),
    ...((set & signaturesExistAppendOnly) === signaturesExistAppendOnly ? {} : { SigFlags: set | signaturesExistAppendOnly }),
  };
  if (Object.keys(changes).length === 0) return;
  if (isReference(place)) sink.patchDictionary(place, changes);
  else sink.patchDictionary(catalogReference, { AcroForm: { kind: 'dictionary', entries: new Map([...form.entries, ...entriesOf(changes)]) } });
}

/** Lists annotations in the page's /Annots: the same array, direct or not, or a new direct one. */
export function addAnnotations(sink: ObjectSink, page: WritableReference, annotations: readonly WritableReference[]): void {
  const changes = extendArray(sink, sink.currentEntries(page), 'Annots', annotations);
  if (Object.keys(changes).length > 0) sink.patchDictionary(page, changes);
}

/** Extends an indirect array where it is and changes nothing else, or says what the direct one must become. */
function extendArray(
  sink: ObjectSink,
  entries: ReadonlyMap<string, Writable>,
  key: string,
  more: readonly WritableReference[],
): WritableEntries {
  if (more.length === 0) return {};
  const place = entries.get(key);
  const present = sink.current(place);
  if (present !== undefined && (typeof present !== 'object' || present.kind !== 'array')) {
    throw new PdfError(key === 'Fields' ? 'malformed-field-tree' : 'malformed-page-tree', `/${key} is not an array`);
  }
  const extended: Writable = { kind: 'array', items: [...(present?.items ?? []), ...more] };
  if (present === undefined || !isReference(place)) return { [key]: extended };
  sink.put(place, extended);
  return {};
}

function isReference(value: Writable | undefined): value is WritableReference {
  return value !== undefined && value !== null && typeof value === 'object' && value.kind === 'reference';
}
