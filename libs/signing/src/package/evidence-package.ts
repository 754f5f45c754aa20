import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { packageFormat, packageNames, packageVersion, type EvidenceExport, type PackageManifest } from '#evidence';
import { parseSignedData } from '#pki/parse';
import { loadCase } from '../case/load-case.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { exportEvidence } from '../desk/export-evidence.js';
import { fileNameOf, openRevision, type OpenedRevision } from '../desk/open-revision.js';
import { SigningError } from '../signing-error.js';
import { readmeEn, readmeSv, type ReadmeFacts } from './readme.js';

export interface PackageFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the case itself does not hold. */
export interface PackageExtras {
  /** Validates the signed file; its faces go into `report/`. */
  reports(signed: Uint8Array): Promise<readonly PackageFile[]>;
  /** Trust anchors, for `certificates/`. */
  readonly certificates: readonly PackageFile[];
}

export interface EvidencePackage {
  readonly fileName: string;
  readonly stream: Readable;
}

/**
 * Everything about a completed case in one ZIP that explains itself offline. Files are streamed from the database into it, hashed
 * on their way, and listed in the manifest, which comes last.
 * @throws SigningError `not-found`, `wrong-state` before completion
 */
export async function evidencePackage(core: SigningCore, ref: CaseRef, extras: PackageExtras): Promise<EvidencePackage> {
  const { body, request, meeting, state } = await core.database.inBody(ref.bodyId, (tx) => loadCase(tx, ref.signRequestId));
  if (state.status !== 'completed' && state.status !== 'superseded') throw new SigningError('wrong-state');
  const [signed, original, evidence] = await Promise.all([openRevision(core, ref, 'head'), openRevision(core, ref, 'original'), exportEvidence(core, ref)]);
  const packedAt = core.clock.now();
  const facts: ReadmeFacts = {
    title: request.title, body: body.displayName, registrationNumber: request.registrationNumber, packedAt,
    entries: evidence.entries.length, covered: evidence.log?.leaves.length ?? 0,
  };
  const files = [...textsOf(facts), ...evidenceFiles(evidence), ...extras.certificates, ...(await extras.reports(await wholeOf(signed)))];
  const pack = new Pack(packedAt);
  for (const { name, bytes } of files) pack.add(name, bytes.byteLength, [bytes]);
  pack.add(packageNames.signed, signed.length, signed.read(0, signed.length));
  pack.add(packageNames.original, original.length, original.read(0, original.length));
  const fileName = fileNameOf(request.title, meeting.meetingDate, 'head').replace(/\.pdf$/, '.zip');
  return { fileName, stream: pack.end(ref.signRequestId) };
}

async function wholeOf(file: OpenedRevision): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read(0, file.length)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');
const json = (value: unknown): Uint8Array => text(`${JSON.stringify(value, null, 2)}\n`);

function textsOf(facts: ReadmeFacts): PackageFile[] {
  return [{ name: 'README.sv.txt', bytes: text(readmeSv(facts)) }, { name: 'README.en.txt', bytes: text(readmeEn(facts)) }];
}

function evidenceFiles(evidence: EvidenceExport): PackageFile[] {
  const checkpoint = evidence.log?.checkpoint;
  const [sealer] = checkpoint === undefined ? [] : parseSignedData(Buffer.from(checkpoint.seal, 'base64')).certificates;
  return [
    { name: packageNames.evidence, bytes: json(evidence) },
    ...(checkpoint === undefined ? [] : [{ name: packageNames.checkpoint, bytes: json(checkpoint) }]),
    ...(sealer === undefined ? [] : [{ name: 'certificates/evidence-log.cer', bytes: sealer.der }]),
  ];
}

/** A ZIP under way. A file is read only when its turn has come; one that fails ends the whole. */
class Pack {
  readonly #zip = new ZipFile();
  readonly #files: { name: string; length: number; sha256: string }[] = [];

  constructor(private readonly at: Date) {}

  add(name: string, size: number, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): void {
    // PDFs are compressed inside; the rest is small.
    this.#zip.addReadStreamLazy(name, { mtime: this.at, compress: false, size }, (give) => give(null, Readable.from(this.#hashed(name, pieces))));
  }

  end(requestId: string): Readable {
    const manifest = (): PackageManifest => ({ format: packageFormat, version: packageVersion, requestId, packedAt: this.at.toISOString(), files: this.#files });
    this.#zip.addReadStreamLazy(packageNames.manifest, { mtime: this.at, compress: false }, (give) => give(null, Readable.from([json(manifest())])));
    this.#zip.end();
    const out = this.#zip.outputStream as Readable;
    this.#zip.on('error', (error: Error) => out.destroy(error));
    return out;
  }

  async *#hashed(name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let length = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      length += piece.byteLength;
      yield piece;
    }
    this.#files.push({ name, length, sha256: hash.digest('hex') });
  }
}
