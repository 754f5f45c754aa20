import type { PdfView } from '#pdf/read';

export interface PdfAClaim {
  readonly part: number;
  /** 'A', 'B', 'U' …; '' when the part has none (PDF/A-4). */
  readonly conformance: string;
}

/** What the XMP metadata claims (ISO 19005-2 6.6.4). A claim is not conformance. */
export function readPdfAClaim(view: PdfView): PdfAClaim | undefined {
  const metadata = view.get(view.catalog, 'Metadata');
  if (metadata?.kind !== 'stream') return undefined;
  const xmp = Buffer.from(view.streamData(metadata, 4 * 1024 * 1024)).toString('utf8');
  const part = /pdfaid:part(?:>|\s*=\s*["'])\s*(\d)/.exec(xmp)?.[1];
  if (part === undefined) return undefined;
  return { part: Number(part), conformance: (/pdfaid:conformance(?:>|\s*=\s*["'])\s*([A-Za-z])/.exec(xmp)?.[1] ?? '').toUpperCase() };
}
