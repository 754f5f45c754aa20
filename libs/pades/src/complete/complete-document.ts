import { openPdf, formFields } from '#pdf/read';
import { array, beginUpdate, dict, type FinishedUpdate, type IncrementalUpdate, name, text, type Writable } from '#pdf/write';
import { parseCertificate } from '#pki/parse';
import { lintArchive } from '../lint/lint-archive.js';
import type { RevocationSource } from '../network/revocation-source.js';
import type { TimeStampClient } from '../network/time-stamp-client.js';
import { PadesError } from '../pades-error.js';
import { widgetFlags } from '../prepare/prepare-minutes.js';
import { digestOf, embed, hashedWith, type HashedHead, hashHead, revisionOf } from '../sign/embed.js';
import { gatherEvidence, type ValidationData } from './gather-evidence.js';

export interface CompleteRequest {
  readonly head: Uint8Array;
  readonly evidence: RevocationSource;
  readonly timestamps: TimeStampClient;
  /** DER roots where chains may stop. */
  readonly anchors: readonly Uint8Array[];
  readonly now: Date;
}

export interface CompletionRevision {
  readonly kind: 'securityStore' | 'documentTimestamp';
  readonly update: Uint8Array;
  readonly revisionSha256: string;
  readonly revisionLength: number;
}

export interface CompletedDocument {
  readonly updates: readonly CompletionRevision[];
  readonly timestampedAt: Date;
  readonly certificates: number;
  readonly crls: number;
  readonly ocspResponses: number;
}

/**
 * Raises all signatures of the file to B-LTA: first an update with the document security store, collected now and so after the time-stamps,
 * then an update with a document time-stamp over everything (BLTA-02).
 * @throws PadesError as `gatherEvidence` and `TimeStampClient`
 */
export async function completeDocument(request: CompleteRequest): Promise<CompletedDocument> {
  const anchors = request.anchors.map((der) => parseCertificate(der));
  const data = await gatherEvidence(request.head, anchors, request.evidence, request.now);
  const store = writeSecurityStore(request.head, data);
  const hashed = hashHead(request.head);
  const withStore = Buffer.concat([request.head, store.update]);
  const hashedStore = hashedWith(hashed, store.update);
  const stamped = await writeDocumentTimestamp(withStore, hashedStore, request.timestamps);
  const [first] = lintArchive(Buffer.concat([withStore, stamped.finished.update]));
  if (first !== undefined) throw new PadesError('lint-failed', `${first.id}: ${first.message}`, { id: first.id });
  return {
    updates: [
      { kind: 'securityStore', update: store.update, ...revisionOf(hashed, store.update) },
      { kind: 'documentTimestamp', update: stamped.finished.update, ...revisionOf(hashedStore, stamped.finished.update) },
    ],
    timestampedAt: stamped.genTime,
    certificates: data.certificates.length,
    crls: data.crls.length,
    ocspResponses: data.ocspResponses.length,
  };
}

/** BLT-03: arrays of references to streams, one DER object each; what an earlier store holds stays (BLT-07). */
function writeSecurityStore(head: Uint8Array, data: ValidationData): FinishedUpdate {
  const update = beginUpdate(openPdf(head));
  const catalog = update.currentEntries(update.document.current.catalogReference);
  const present = update.current(catalog.get('DSS'));
  const old = present !== undefined && typeof present === 'object' && present !== null && present.kind === 'dictionary' ? present.entries : new Map<string, Writable>();
  const extended = (key: string, ders: readonly Uint8Array[]): Writable | undefined => {
    const before = update.current(old.get(key));
    const items = before !== undefined && typeof before === 'object' && before !== null && before.kind === 'array' ? before.items : [];
    if (items.length + ders.length === 0) return undefined;
    return array([...items, ...ders.map((der) => update.addStream({}, der, { compress: true }))]);
  };
  const store = update.add(
    dict({ Type: name('DSS'), Certs: extended('Certs', data.certificates), OCSPs: extended('OCSPs', data.ocspResponses), CRLs: extended('CRLs', data.crls), VRI: old.get('VRI') }),
  );
  update.setCatalogEntry('DSS', store);
  return update.finish();
}

async function writeDocumentTimestamp(head: Uint8Array, hashed: HashedHead, timestamps: TimeStampClient): Promise<{ finished: FinishedUpdate; genTime: Date }> {
  const update = beginUpdate(openPdf(head));
  const value = update.allocate();
  update.putSignature(value, { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') }, { contentsLength: timestamps.tokenReserve });
  // BLTA-04: no area, no page, nothing to see.
  const field = dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(freeName(update)), F: widgetFlags, Rect: array([0, 0, 0, 0]), V: value });
  update.addFields([update.add(field)]);
  const finished = update.finish();
  const stamp = await timestamps.timestamp(digestOf(hashed, finished), 'sha256');
  embed(finished, stamp.token);
  return { finished, genTime: stamp.genTime };
}

function freeName(update: IncrementalUpdate): string {
  const taken = new Set(formFields(update.document.current).map((field) => field.name));
  for (let number = 1; ; number += 1) if (!taken.has(`DocumentTimeStamp${number}`)) return `DocumentTimeStamp${number}`;
}
