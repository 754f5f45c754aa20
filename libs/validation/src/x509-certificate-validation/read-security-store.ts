import { asArray, asDictionary, PdfError, type PdfDocument, type PdfValue, type PdfView } from '#pdf/read';

/** One DER object of a document security store, and the revision that holds it. */
export interface StoredObject {
  readonly der: Uint8Array;
  readonly revisionIndex: number;
}

export interface SecurityStore {
  readonly certificates: readonly StoredObject[];
  readonly crls: readonly StoredObject[];
  readonly ocsps: readonly StoredObject[];
  /** Some revision's catalog has /DSS. */
  readonly exists: boolean;
}

const maxObjects = 5_000;
const maxObjectBytes = 16 * 1024 * 1024;

/**
 * Everything that the /DSS of any revision holds: what a later tool threw away may still be covered by a timestamp (R9).
 * What cannot be read is left out; then it proves nothing.
 */
export function readSecurityStore(document: PdfDocument): SecurityStore {
  const found = { certificates: new Map<number, StoredObject>(), crls: new Map<number, StoredObject>(), ocsps: new Map<number, StoredObject>() };
  let exists = false;
  let last: PdfValue | undefined;
  for (let index = document.revisions.length - 1; index >= 0; index--) {
    const view = document.at(index);
    const store = storeOf(view);
    if (store === undefined || store === last) continue;
    last = store;
    exists = true;
    collect(view, store, 'Certs', found.certificates);
    collect(view, store, 'CRLs', found.crls);
    collect(view, store, 'OCSPs', found.ocsps);
  }
  return { certificates: [...found.certificates.values()], crls: [...found.crls.values()], ocsps: [...found.ocsps.values()], exists };
}

function storeOf(view: PdfView): ReturnType<typeof asDictionary> {
  try {
    return asDictionary(view.get(view.catalog, 'DSS'));
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}

function collect(view: PdfView, store: NonNullable<ReturnType<typeof asDictionary>>, key: string, into: Map<number, StoredObject>): void {
  try {
    for (const item of asArray(view.get(store, key))?.items ?? []) {
      if (item.kind !== 'reference' || into.size >= maxObjects) continue;
      const object = view.object(item.objectNumber, item.generation);
      if (object?.value.kind !== 'stream' || into.has(object.value.rawStart)) continue;
      into.set(object.value.rawStart, { der: view.streamData(object.value, maxObjectBytes), revisionIndex: object.revisionIndex });
    }
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
  }
}
