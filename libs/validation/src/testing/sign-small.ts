import { createHash } from 'node:crypto';
import { addSignatureTimeStamp, buildSignedAttributes, buildSignedData, setOf, signCms } from '#pki/build';
import { openPdf, signatureFields } from '#pdf/read';
import { array, beginUpdate, date, dict, name, signedParts, text, writeContents, type Writable, type WritableEntries } from '#pdf/write';
import { parseSignedData, readDer } from '#pki/parse';
import type { TestCertificate, TestPki } from '#testing';

export interface SmallSignature {
  readonly pki: TestPki;
  readonly signer: TestCertificate;
  readonly fieldName: string;
  /** Only for a new field; an invisible one without. */
  readonly rect?: readonly number[];
  readonly docMdp?: 1 | 2 | 3;
  readonly timestamp?: boolean | ((digest: Uint8Array) => Promise<Uint8Array>);
  readonly entries?: WritableEntries;
  /** What is put into /Contents instead of what was signed. */
  readonly replace?: (cms: Uint8Array) => Uint8Array;
  readonly appearance?: boolean;
  /** The whole message instead of a CMS of ours, given what is signed. */
  readonly message?: (signed: Uint8Array) => Promise<Uint8Array> | Uint8Array;
  /** Signed attributes (DER) instead of the usual three, given those and the digest of what is signed. */
  readonly attributes?: (usual: readonly Uint8Array[], contentDigest: Uint8Array) => Promise<readonly Uint8Array[]> | readonly Uint8Array[];
}

/** Adds one B-B or B-T signature the plain way: fills the named field, or adds it. */
export async function signSmall(bytes: Uint8Array, how: SmallSignature): Promise<Buffer> {
  const document = openPdf(bytes);
  const update = beginUpdate(document);
  const value = update.allocate();
  const transform = how.docMdp === undefined ? {} : {
    Reference: array([dict({ Type: name('SigRef'), TransformMethod: name('DocMDP'), TransformParams: dict({ Type: name('TransformParams'), V: name('1.2'), P: how.docMdp }) })]),
  };
  update.putSignature(value, {
    Type: name('Sig'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.CAdES.detached'), M: date(how.pki.now, 0), ...transform, ...how.entries,
  }, { contentsLength: 6000 });
  placeValue(update, how, value);
  if (how.docMdp !== undefined) update.setCatalogEntry('Perms', dict({ DocMDP: value }));
  const finished = update.finish();
  const digest = digestOf(bytes, finished);
  const cms = how.message === undefined ? await messageOf(how, digest) : await how.message(Buffer.concat([bytes, ...signedParts(finished)]));
  const stamped = await withTimestamp(cms, how);
  writeContents(finished, how.replace === undefined ? stamped : how.replace(stamped));
  return Buffer.concat([bytes, finished.update]);
}

async function messageOf({ signer, attributes }: SmallSignature, contentDigest: Uint8Array): Promise<Uint8Array> {
  const certificates = [signer.der, ...signer.chain];
  if (attributes === undefined) return signCms({ contentDigest, signer: signer.signer, certificates });
  const usual = readDer(buildSignedAttributes({ contentDigest, signingCertificate: signer.der, hash: 'sha256' })).children().map(({ encoded }) => encoded);
  const signedAttributes = setOf(await attributes(usual, contentDigest));
  return buildSignedData({ signedAttributes, signature: await signer.signer.sign(signedAttributes), algorithm: signer.signer.algorithm, certificates });
}

/** Adds a document timestamp in an invisible field of its own. */
export async function stampSmall(bytes: Uint8Array, pki: TestPki, options: { readonly at?: Date; readonly tsa?: TestCertificate; readonly fieldName?: string; readonly store?: SmallStore; readonly token?: Uint8Array; readonly change?: (token: Uint8Array) => Uint8Array } = {}): Promise<Buffer> {
  const update = beginUpdate(openPdf(bytes));
  const value = update.allocate();
  update.putSignature(value, { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') }, { contentsLength: 6000 });
  const field = update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(options.fieldName ?? 'Stamp1'), Rect: array([0, 0, 0, 0]), F: 132, V: value }));
  update.addFields([field]);
  if (options.store !== undefined) update.setCatalogEntry('DSS', storeEntry(update, options.store));
  const finished = update.finish();
  const token = options.token ?? (await pki.timestamp(digestOf(bytes, finished), 'sha256', options.at ?? pki.now, options.tsa ?? pki.tsa));
  writeContents(finished, options.change === undefined ? token : options.change(token));
  return Buffer.concat([bytes, finished.update]);
}

export interface SmallStore {
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}

/** Adds a document security store. */
export function storeSmall(bytes: Uint8Array, store: SmallStore): Buffer {
  const update = beginUpdate(openPdf(bytes));
  update.setCatalogEntry('DSS', storeEntry(update, store));
  return Buffer.concat([bytes, update.finish().update]);
}

type Update = ReturnType<typeof beginUpdate>;

function storeEntry(update: Update, store: SmallStore): Writable {
  const streams = (ders: readonly Uint8Array[] = []) => array(ders.map((der) => update.addStream({}, der)));
  return update.add(dict({ Type: name('DSS'), Certs: streams(store.certificates), CRLs: streams(store.crls), OCSPs: streams(store.ocsps) }));
}

function placeValue(update: Update, how: SmallSignature, value: Writable): void {
  const existing = signatureFields(update.document.current).find((field) => field.name === how.fieldName);
  const appearance = how.appearance === true ? { AP: dict({ N: update.addStream({ Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, 100, 20]) }, Buffer.from('0 0 100 20 re f')) }) } : {};
  if (existing?.reference !== undefined) {
    update.patchDictionary(existing.reference, { V: value, ...appearance });
    return;
  }
  const [page] = update.document.current.pages();
  const field = update.add(dict({
    Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(how.fieldName), Rect: array([...(how.rect ?? [0, 0, 0, 0])]), F: 132, V: value, ...appearance,
    ...(page === undefined ? {} : { P: page.reference }),
  }));
  update.addFields([field]);
  if (page !== undefined) update.addAnnotations(page.reference, [field]);
}

function digestOf(bytes: Uint8Array, finished: ReturnType<Update['finish']>): Uint8Array {
  const hash = createHash('sha256').update(bytes);
  for (const part of signedParts(finished)) hash.update(part);
  return hash.digest();
}

async function withTimestamp(cms: Uint8Array, how: SmallSignature): Promise<Uint8Array> {
  if (how.timestamp === undefined || how.timestamp === false) return cms;
  const signature = parseSignedData(cms).signerInfos[0]?.signature ?? new Uint8Array();
  const digest = createHash('sha256').update(signature).digest();
  return addSignatureTimeStamp(cms, how.timestamp === true ? await how.pki.timestamp(digest) : await how.timestamp(digest));
}
