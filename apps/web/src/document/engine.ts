import './old-browsers.js';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from './pdf-worker.js?worker&url';

export type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Character maps, fonts and decoders of pdf.js, copied beside the bundles by vite.config.mjs. */
const files = (folder: string): string => new URL(`${__PDFJS_FILES__}${folder}/`, window.location.href).href;

/**
 * Opens a PDF page by page: only the bytes that a shown page needs are fetched (range requests), which keeps a large
 * scan readable on a phone. Scripts and forms in the file are not run; links in it are not made clickable.
 */
export function openDocument(url: string): Promise<PDFDocumentProxy> {
  return open({ url: new URL(url, window.location.href).href, disableAutoFetch: true, disableStream: true });
}

/** Opens a PDF that is already here, as the file that somebody chose: nothing is sent anywhere. The bytes are handed over. */
export function openBytes(data: Uint8Array): Promise<PDFDocumentProxy> {
  return open({ data });
}

async function open(source: { url: string; disableAutoFetch: boolean; disableStream: boolean } | { data: Uint8Array }): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerSrc = workerUrl;
  // Without workers the same script does the work on the page: slower, but it is read.
  if (typeof Worker === 'undefined') await import(/* @vite-ignore */ workerUrl);
  return getDocument({
    ...source,
    cMapUrl: files('cmaps'),
    standardFontDataUrl: files('standard_fonts'),
    iccUrl: files('iccs'),
    wasmUrl: files('wasm'),
    // Our content security policy forbids compiling WebAssembly; the decoders exist as plain scripts too.
    useWasm: false,
    enableXfa: false,
    // What is read must not depend on the fonts that happen to be on the phone.
    useSystemFonts: false,
  }).promise;
}
