import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Entry } from 'yauzl';
import { MalformedExport, packageNames, parsePackageManifest, verifyExport, type EvidenceExport, type ExportBreak, type ExportVerdict, type OutsideEvidence, type RecordedRevision } from '#evidence';
import { BadZip, openZip, type OpenedZip } from './zip.js';

export interface PackageBreak {
  readonly code:
    | 'package-unreadable'
    | 'file-missing'
    /** A file that the manifest does not list. */
    | 'file-not-listed'
    | 'file-differs'
    /** The evidence is of another case than the package. */
    | 'other-case'
    /** The signed file is not, up to the end of a revision, what the evidence says it was. */
    | 'revision-differs'
    /** No entry speaks of this original. */
    | 'original-not-recorded'
    | ExportBreak['code'];
  readonly where?: string;
  readonly sequence?: number;
}

export type PackageVerdict =
  | { readonly ok: true; readonly files: number; readonly evidence: Extract<ExportVerdict, { ok: true }> }
  | { readonly ok: false; readonly broken: PackageBreak };

/** Only these are held in memory; the rest is hashed as it streams by. */
const mostBytesInMemory = 64 * 1024 * 1024;

class Broken extends Error {
  constructor(readonly found: PackageBreak) {
    super(found.code);
  }
}

/** Checks an evidence package offline, believing nothing in it. Answers for every file; files may be larger than memory. */
export async function verifyPackage(file: string, outside: OutsideEvidence): Promise<PackageVerdict> {
  let zip: OpenedZip | undefined;
  try {
    zip = await openZip(file);
    return await verifyOpened(zip, outside);
  } catch (error) {
    if (error instanceof Broken) return { ok: false, broken: error.found };
    if (error instanceof MalformedExport) return { ok: false, broken: { code: 'package-unreadable', where: error.where } };
    if (error instanceof BadZip) return { ok: false, broken: { code: 'package-unreadable', where: error.message } };
    throw error;
  } finally {
    zip?.close();
  }
}

async function verifyOpened(zip: OpenedZip, outside: OutsideEvidence): Promise<PackageVerdict> {
  const entries = new Map(zip.entries.map((entry) => [entry.fileName, entry]));
  const manifest = parsePackageManifest(await jsonIn(zip, entries, packageNames.manifest));
  const listed = new Map(manifest.files.map((one) => [one.name, one]));
  const evidence = await jsonIn(zip, entries, packageNames.evidence);
  const verdict = verifyExport(evidence, undefined, outside);
  if (!verdict.ok) return { ok: false, broken: { ...verdict.broken, where: [packageNames.evidence, verdict.broken.where].filter(Boolean).join(': ') } };
  if (verdict.requestId !== manifest.requestId) throw new Broken({ code: 'other-case' });
  const { entries: chain, revisions } = evidence as EvidenceExport;
  for (const name of listed.keys()) if (!entries.has(name)) throw new Broken({ code: 'file-missing', where: name });
  for (const name of [packageNames.signed, packageNames.original]) if (!listed.has(name)) throw new Broken({ code: 'file-missing', where: name });
  for (const [name, entry] of entries) {
    if (name === packageNames.manifest) continue;
    const said = listed.get(name);
    if (said === undefined) throw new Broken({ code: 'file-not-listed', where: name });
    const found = await hashed(await streamOf(zip, entry), name === packageNames.signed ? revisions : []);
    if (found.differs !== undefined) throw new Broken({ code: 'revision-differs', where: `revision ${found.differs}` });
    if (found.sha256 !== said.sha256 || found.length !== said.length) throw new Broken({ code: 'file-differs', where: name });
    const isRecorded = chain.some((one) => one.entry.data['originalSha256'] === found.sha256 || one.entry.data['uploadedSha256'] === found.sha256);
    if (name === packageNames.original && !isRecorded && !revisions.some((one) => one.kind === 'original' && one.wholeSha256 === found.sha256)) throw new Broken({ code: 'original-not-recorded' });
  }
  return { ok: true, files: listed.size, evidence: verdict };
}

async function streamOf(zip: OpenedZip, entry: Entry): Promise<Readable> {
  if (entry.isEncrypted()) throw new Broken({ code: 'package-unreadable', where: entry.fileName });
  return zip.stream(entry);
}

/** One pass: the hash of the whole, and at the end of each revision the hash so far, which must be what was recorded. */
async function hashed(stream: Readable, revisions: readonly RecordedRevision[]): Promise<{ sha256: string; length: number; differs: number | undefined }> {
  const hash = createHash('sha256');
  const due = [...revisions];
  let length = 0;
  let differs: number | undefined;
  for await (const piece of piecesOf(stream)) {
    let rest = piece;
    while (due[0] !== undefined && due[0].length <= length + rest.length) {
      const revision = due.shift() as RecordedRevision;
      const head = rest.subarray(0, Math.max(0, revision.length - length));
      hash.update(head);
      length += head.length;
      rest = rest.subarray(head.length);
      if (hash.copy().digest('hex') !== revision.wholeSha256) differs ??= revision.number;
    }
    hash.update(rest);
    length += rest.length;
  }
  const last = revisions.at(-1);
  // Cut short, or with something behind what was recorded last: both are another file.
  if (last !== undefined && last.length !== length) differs ??= last.number;
  return { sha256: hash.digest('hex'), length, differs };
}

/** What the stream throws is about the ZIP: a wrong sum, a broken compression, a wrong length. */
async function* piecesOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw new BadZip(error instanceof Error ? error.message : String(error));
  }
}

async function jsonIn(zip: OpenedZip, entries: ReadonlyMap<string, Entry>, name: string): Promise<unknown> {
  const entry = entries.get(name);
  if (entry === undefined) throw new Broken({ code: 'file-missing', where: name });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of piecesOf(await streamOf(zip, entry))) {
    length += piece.length;
    if (length > mostBytesInMemory) throw new Broken({ code: 'package-unreadable', where: `${name} is too large` });
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Broken({ code: 'package-unreadable', where: `${name} is not JSON` });
    throw error;
  }
}
