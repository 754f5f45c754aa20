import { asArray, asDictionary, asStream, type PdfDictionary, type PdfFile, type PdfView } from '#pdf/read';
import { array, beginUpdate, dict, name, type FinishedUpdate, type IncrementalUpdate, type Writable, type WritableReference } from '#pdf/write';
import { asWritableReference } from './writable-reference.js';

/** DER, each object once, keyed by its bytes. */
export interface ValidationMaterial {
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  readonly crls: ReadonlyMap<string, Uint8Array>;
  readonly ocspResponses: ReadonlyMap<string, Uint8Array>;
}

/** What the store will hold, and which of it speaks for which signature (by its key in /VRI). */
export interface ValidationData extends ValidationMaterial {
  readonly bySignature: ReadonlyMap<string, ValidationMaterial>;
}

const lists = [
  { key: 'Certs', entry: 'Cert', of: (material: ValidationMaterial) => material.certificates },
  { key: 'OCSPs', entry: 'OCSP', of: (material: ValidationMaterial) => material.ocspResponses },
  { key: 'CRLs', entry: 'CRL', of: (material: ValidationMaterial) => material.crls },
] as const;

export function materialKey(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}

/** What /DSS of the file holds now. Objects that are no streams are passed over: they are BLT-03's business. */
export function readSecurityStore(view: PdfView): ValidationMaterial {
  const store = asDictionary(view.get(view.catalog, 'DSS'));
  const read = (key: string): Map<string, Uint8Array> => new Map(storedStreams(view, store, key).map(({ der }) => [materialKey(der), der]));
  return { certificates: read('Certs'), crls: read('CRLs'), ocspResponses: read('OCSPs') };
}

function storedStreams(view: PdfView, store: PdfDictionary | undefined, key: string): { der: Uint8Array; reference: WritableReference }[] {
  const items = store === undefined ? [] : (asArray(view.get(store, key))?.items ?? []);
  return items.flatMap((item) => {
    const stream = asStream(view.resolve(item));
    const reference = asWritableReference(item);
    return stream === undefined || reference === undefined ? [] : [{ der: view.streamData(stream), reference }];
  });
}

/**
 * The update that puts validation data into /DSS: arrays of references to streams, one DER object each (BLT-03). What is there stays where it
 * is, old /VRI entries included (BLT-07). Undefined when there is nothing to add.
 */
export function writeSecurityStore(document: PdfFile, data: ValidationData): FinishedUpdate | undefined {
  const view = document.current;
  const update = beginUpdate(document);
  const old = asDictionary(view.get(view.catalog, 'DSS'));
  const places = new Map<string, WritableReference>();
  const entries: Record<string, Writable | undefined> = { ...Object.fromEntries(old?.entries ?? []), Type: name('DSS') };
  let added = 0;
  let isChanged = false;
  for (const { key, of } of lists) {
    const present = storedStreams(view, old, key);
    present.forEach(({ der, reference }) => places.set(materialKey(der), reference));
    const fresh = [...of(data)].filter(([print]) => !places.has(print));
    for (const [print, der] of fresh) places.set(print, update.addStream({}, der, { compress: true }));
    if (fresh.length === 0) continue;
    added += fresh.length;
    const before = asArray(old === undefined ? undefined : view.get(old, key))?.items ?? [];
    const whole = array([...before, ...fresh.flatMap(([print]) => places.get(print) ?? [])]);
    // A list that is an object of its own stays that one (PF-09).
    const own = asArray(old === undefined ? undefined : view.get(old, key)) === undefined ? undefined : asWritableReference(old?.get(key));
    if (own !== undefined) update.put(own, whole);
    else {
      entries[key] = whole;
      isChanged = true;
    }
  }
  const related = relatedEntries(view, old, data, places, update);
  if (added === 0 && related === undefined) return undefined;
  const place = asWritableReference(old?.get('VRI'));
  // Where only lists and /VRI grew, in objects of their own, the store itself says what it said (PF-09).
  if (isChanged || (related !== undefined && related.objectNumber !== place?.objectNumber)) putStore(update, view, { ...entries, VRI: related ?? old?.get('VRI') });
  return update.finish();
}

/** The /VRI dictionary with entries for signatures that have none; undefined when all have. */
function relatedEntries(view: PdfView, old: PdfDictionary | undefined, data: ValidationData, places: ReadonlyMap<string, WritableReference>, update: IncrementalUpdate): WritableReference | undefined {
  const present = old === undefined ? undefined : asDictionary(view.get(old, 'VRI'));
  const fresh = [...data.bySignature].filter(([key]) => present?.get(key) === undefined);
  if (fresh.length === 0) return undefined;
  const entries = new Map<string, Writable>(present?.entries ?? []);
  for (const [key, material] of fresh) {
    const members = lists.flatMap(({ entry, of }): [string, Writable][] => {
      const references = [...of(material).keys()].flatMap((print) => places.get(print) ?? []);
      return references.length === 0 ? [] : [[entry, array(references)]];
    });
    entries.set(key, update.add(dict(Object.fromEntries(members))));
  }
  const place = asWritableReference(old?.get('VRI'));
  if (place === undefined) return update.add({ kind: 'dictionary', entries });
  update.put(place, { kind: 'dictionary', entries });
  return place;
}

/** In its own object where it has one: then the catalog is left alone. */
function putStore(update: IncrementalUpdate, view: PdfView, entries: Readonly<Record<string, Writable | undefined>>): void {
  const place = asWritableReference(view.catalog.get('DSS'));
  if (place === undefined) update.setCatalogEntry('DSS', update.add(dict(entries)));
  else update.put(place, dict(entries));
}
