import { asDictionary, asStream, PdfError, type PdfView } from '#pdf/read';
import { readManifestJson, type ReadManifest } from './case-manifest.js';

export type FoundManifest = { readonly kind: 'none' } | { readonly kind: 'unreadable' } | { readonly kind: 'read'; readonly manifest: ReadManifest };

const maxManifestBytes = 1024 * 1024;

/** The case manifest: catalog /PieceInfo /Justera /Private, a stream of JSON (DESIGN.md, Prepare). */
export function readManifest(view: PdfView): FoundManifest {
  try {
    const pieces = asDictionary(view.get(view.catalog, 'PieceInfo'));
    const ours = pieces === undefined ? undefined : asDictionary(view.get(pieces, 'Justera'));
    if (ours === undefined) return { kind: 'none' };
    const stream = asStream(view.get(ours, 'Private'));
    if (stream === undefined) return { kind: 'unreadable' };
    const json = new TextDecoder('utf-8', { fatal: true }).decode(view.streamData(stream, maxManifestBytes));
    const manifest = readManifestJson(json);
    return manifest === undefined ? { kind: 'unreadable' } : { kind: 'read', manifest };
  } catch (error) {
    if (error instanceof PdfError || error instanceof TypeError) return { kind: 'unreadable' };
    throw error;
  }
}
