import { PDFDocument, StandardFonts, concatTransformationMatrix, drawObject, popGraphicsState, pushGraphicsState } from 'pdf-lib';

const paragraphs = [
  'Ordföranden öppnar sammanträdet och hälsar alla välkomna. Dagordningen godkänns med det tillägget att en fråga om vägbelysning tas upp under övriga frågor.',
  'Förvaltningschefen redogör för läget i de pågående projekten. Frågor ställs om tidplanen för ombyggnaden av Ängsskolan och om kostnaden för de tillfälliga lokalerna.',
  'Kommunstyrelsen beslutar',
  'att godkänna redovisningen och lägga den till handlingarna,',
  'att ge förvaltningen i uppdrag att återkomma senast den 22 maj med ett förslag till finansiering.',
];

/** Minutes-like pages of invented text; the fonts are not embedded, so that the pages need pdf.js's own. */
export async function samplePdf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const regular = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([595, 842]);
    page.drawText('Exempelkommun', { x: 72, y: 790, size: 10, font: regular });
    page.drawText(`Kommunstyrelsen 2026-03-27, sida ${number} av ${pages}`, { x: 340, y: 790, size: 10, font: regular });
    let y = 735;
    for (let item = 0; item < 3; item += 1) {
      page.drawText(`§ ${33 + number * 3 - 2 + item} Redovisning av pågående ärenden`, { x: 72, y, size: 14, font: bold });
      y -= 24;
      for (const paragraph of paragraphs) {
        for (const line of wrap(paragraph, 82)) {
          page.drawText(line, { x: 72, y, size: 11, font: regular });
          y -= 15;
        }
        y -= 7;
      }
      y -= 12;
    }
  }
  return pdf.save();
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** A page that is one black fax image (CCITT group 4), as scanners make them: 64 white lines of one bit each, inverted. */
export async function scannedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  const image = pdf.context.stream(new Uint8Array(8).fill(0xff), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: 64,
    Height: 64,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 1,
    Filter: 'CCITTFaxDecode',
    DecodeParms: { K: -1, Columns: 64, Rows: 64, BlackIs1: true },
  });
  const name = page.node.newXObject('Scan', pdf.context.register(image));
  page.pushOperators(pushGraphicsState(), concatTransformationMatrix(595, 0, 0, 842, 0, 0), drawObject(name), popGraphicsState());
  return pdf.save();
}
