import { type CaseManifest, parseCaseManifest } from '#minutes';
import { openPdf, type PdfFile } from '#pdf/read';

/** The manifest in the newest revision, or undefined. @throws PdfError, ManifestError for a file or manifest that cannot be read */
export function readCaseManifest(file: Uint8Array | PdfFile): CaseManifest | undefined {
  const view = (ArrayBuffer.isView(file) ? openPdf(file) : file).current;
  const pieces = view.get(view.catalog, 'PieceInfo');
  const ours = pieces?.kind === 'dictionary' ? view.get(pieces, 'Justera') : undefined;
  const stream = ours?.kind === 'dictionary' ? view.get(ours, 'Private') : undefined;
  if (stream?.kind !== 'stream') return undefined;
  return parseCaseManifest(Buffer.from(view.streamData(stream)).toString('utf8'));
}
