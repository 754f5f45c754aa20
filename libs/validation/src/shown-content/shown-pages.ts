import { pageContent, roomyPageContent, type PageContent, type PdfDocument, type PdfPage } from '#pdf/read';

/** `roomy`: without fonts, texts taking more room than they do; enough to rule something out, and far cheaper. */
export type Reading = 'roomy' | 'exact';

const readers = { roomy: roomyPageContent, exact: pageContent } as const;

/** What pages show. Two checks look at the page with the signatures, and reading it costs more than either of them. */
export class ShownPages {
  readonly #kept = new Map<string, PageContent>();

  constructor(private readonly document: PdfDocument) {}

  /** Kept: for pages that will be asked for again. Throws `PdfError`. */
  keep(reading: Reading, revision: number, page: PdfPage): PageContent {
    const content = this.look(reading, revision, page);
    this.#kept.set(keyOf(reading, revision, page), content);
    return content;
  }

  /** What is kept, or read anew and let go: a page may hold very much. Throws `PdfError`. */
  look(reading: Reading, revision: number, page: PdfPage): PageContent {
    return this.#kept.get(keyOf(reading, revision, page)) ?? readers[reading](this.document.at(revision), page);
  }
}

/** The same page shows something else in another revision when its content stream is rewritten, so the revision counts. */
function keyOf(reading: Reading, revision: number, page: PdfPage): string {
  return `${reading} ${revision} ${page.index}`;
}
