import { extractText, PdfError, type PdfView } from '#pdf/read';

export interface FoundSignaturePage {
  /** One-based. */
  readonly number: number;
  /** As the page says; only text. */
  readonly registrationNumber: string | undefined;
}

/**
 * Sentences of our signature page (spec: texts, Notice), in both languages, as letters alone: a print-out may break lines, lose
 * spaces and hyphenate as it likes. Each list is one thing that the notice says.
 */
const sentences: readonly (readonly string[])[] = [
  ['Personerna nedan skriver under dokumentet elektroniskt', 'The persons below sign this document electronically'],
  ['Den som har skrivit under har namn och tid i sin ruta', 'Whoever has signed has name and time in their box'],
  ['Dokumentet med sina underskrifter är original', 'The document with its signatures is the original'],
  ['följer underskrifterna inte med', 'the signatures do not follow'],
  ['bara det elektroniska originalet går att kontrollera', 'only the electronic original can be checked'],
].map((both) => both.map(letters));

/** One sentence may be a quotation in somebody's minutes; three are the page itself. */
const enough = 3;
/** The signature page is last; longer documents are searched from their end. */
const maxPages = 60;

/** Finds our signature page by its words, in a file that has nothing else left of us. */
export function findSignaturePage(view: PdfView): FoundSignaturePage | undefined {
  try {
    const pages = view.pages();
    for (let index = pages.length - 1; index >= Math.max(0, pages.length - maxPages); index--) {
      const page = pages[index];
      const text = page === undefined ? '' : textOf(view, page);
      const told = letters(text);
      if (sentences.filter((both) => both.some((sentence) => told.includes(sentence))).length >= enough) return { number: index + 1, registrationNumber: registrationNumberIn(text) };
    }
  } catch (error) {
    // Pages that cannot be listed cannot be recognised; that the file is broken is said elsewhere.
    if (!(error instanceof PdfError)) throw error;
  }
  return undefined;
}

/** Text under a scanned picture is text too. */
function textOf(view: PdfView, page: Parameters<typeof extractText>[1]): string {
  try {
    return extractText(view, page, { hidden: true });
  } catch (error) {
    if (error instanceof PdfError) return '';
    throw error;
  }
}

function letters(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}]/gu, '');
}

function registrationNumberIn(text: string): string | undefined {
  const found = /(?:Diarienummer|Registration number|Reference number)[\s:]+([^\n]{1,60})/iu.exec(text)?.[1]?.trim();
  // Shown to people as what to ask for: only what such numbers are made of.
  return found !== undefined && /^[\p{L}\p{N}][\p{L}\p{N} /.:-]{0,39}$/u.test(found) && /\d/u.test(found) ? found : undefined;
}
