import type { Language } from '#minutes';
import type { SignatureNotice } from './content.js';

export interface PageTexts {
  readonly title: string;
  readonly continued: string;
  readonly minutes: string;
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly originalSha256: string;
  readonly checkHere: string;
  codeAlternative(address: string): string;
  /** @param start the first digits of the uploaded file's SHA-256 */
  footFile(start: string): string;
  /** A heading at the top of a page that its group runs on to. */
  repeated(heading: string): string;
  readonly notYetSigned: string;
  pageOf(page: number, pages: number): string;
  /** Paragraphs of the notice. */
  notice(notice: SignatureNotice, address: string): readonly string[];
  /** Heading when one person signs. */
  readonly alone: string;
  sequence(first: number, last: number): string;
  parallel(step: number, onlyStep: boolean, quorum: number, tasks: number): string;
}

const swedishNumbers = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'];
const englishNumbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const swedish: PageTexts = {
  title: 'Underskriftssida',
  continued: 'Underskriftssida, fortsättning',
  minutes: 'Dokument',
  meetingDate: 'Sammanträde',
  registrationNumber: 'Diarienummer',
  originalSha256: 'Uppladdad fil, SHA-256',
  checkHere: 'Kontrollera underskrifterna:',
  codeAlternative: (address) => `QR-kod som leder till ${address}`,
  footFile: (start) => `Hör till filen med SHA-256 ${start}…`,
  repeated: (heading) => `${heading} (fortsättning)`,
  notYetSigned: 'Ännu inte underskrivet',
  pageOf: (page, pages) => `${String(page)} (${String(pages)})`,
  notice: (notice, address) => [
    'Personerna nedan skriver under dokumentet elektroniskt. Den som har skrivit under har namn och tid i sin ruta. Dokumentet med sina underskrifter är original. ' +
      (notice.advanced ? 'Underskrifterna är avancerade elektroniska underskrifter enligt eIDAS.' : `Underskrifterna är gjorda med ${notice.methodText}.`),
    `Kontrollera dem på ${address}, i en PDF-läsare som kan kontrollera underskrifter, till exempel Adobe Acrobat Reader, eller i en annan tjänst som följer standarderna. Läsaren kan behöva lägga till utfärdaren en gång; hur det går till står på samma adress.`,
    'Om du skriver ut dokumentet, på papper eller till en ny PDF, följer underskrifterna inte med: bara det elektroniska originalet går att kontrollera.',
  ],
  alone: 'Underskrift',
  sequence: (first, last) => (first === last ? `Steg ${String(first)}` : `Steg ${String(first)}–${String(last)} · en i taget, i den här ordningen`),
  parallel: (step, onlyStep, quorum, tasks) => {
    const order = 'i valfri ordning';
    const rule = quorum < tasks ? `${word(swedishNumbers, quorum)} av ${word(swedishNumbers, tasks)} behöver skriva under, ${order}` : order;
    return onlyStep ? (quorum < tasks ? capitalised(rule) : `Underskrifter, ${rule}`) : `Steg ${String(step)} · ${rule}`;
  },
};

const english: PageTexts = {
  title: 'Signature page',
  continued: 'Signature page, continued',
  minutes: 'Document',
  meetingDate: 'Meeting',
  registrationNumber: 'Registration number',
  originalSha256: 'Uploaded file, SHA-256',
  checkHere: 'Check the signatures:',
  codeAlternative: (address) => `QR code that leads to ${address}`,
  footFile: (start) => `Belongs to the file with SHA-256 ${start}…`,
  repeated: (heading) => `${heading} (continued)`,
  notYetSigned: 'Not yet signed',
  pageOf: (page, pages) => `${String(page)} of ${String(pages)}`,
  notice: (notice, address) => [
    'The persons below sign this document electronically. Whoever has signed has name and time in their box. The document with its signatures is the original. ' +
      (notice.advanced ? 'The signatures are advanced electronic signatures under eIDAS.' : `The signatures are made with ${notice.methodText}.`),
    `Check them at ${address}, in a PDF reader that can check signatures, such as Adobe Acrobat Reader, or in another service that follows the standards. The reader may need the issuer added once; the same address says how.`,
    'If you print the document, on paper or to a new PDF, the signatures do not follow: only the electronic original can be checked.',
  ],
  alone: 'Signature',
  sequence: (first, last) => (first === last ? `Step ${String(first)}` : `Steps ${String(first)}–${String(last)} · one at a time, in this order`),
  parallel: (step, onlyStep, quorum, tasks) => {
    const order = 'in any order';
    const rule = quorum < tasks ? `${word(englishNumbers, quorum)} of ${word(englishNumbers, tasks)} need to sign, ${order}` : order;
    return onlyStep ? (quorum < tasks ? capitalised(rule) : `Signatures, ${rule}`) : `Step ${String(step)} · ${rule}`;
  },
};

export function pageTexts(language: Language): PageTexts {
  return language === 'sv' ? swedish : english;
}

function word(numbers: readonly string[], value: number): string {
  return numbers[value] ?? String(value);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
