import { smallDocument, type SmallDocumentOptions } from '../small-document.js';

/** A form XObject that lies over text of page 1. */
export const overlay = 100;
/** A catalog that no trailer names; its page tree and page have the next two numbers. */
export const secondCatalog = 110;

/** The small document with what shadow attacks need to stand ready: an overlay, and a second document that nothing shows. */
export function attackableDocument(options: SmallDocumentOptions = {}): Buffer {
  const content = 'BT /F1 12 Tf 72 700 Td (Page 1: the meeting decides to approve.) Tj ET q 1 0 0 1 72 640 cm /Fm0 Do Q';
  return smallDocument({
    ...options,
    objects: {
      10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Fm0 100 0 R >> >> >>',
      30: `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      [overlay]: '<< /Type /XObject /Subtype /Form /BBox [0 0 300 20] /Length 23 >>\nstream\n0.9 g 0 0 300 20 re f  \nendstream',
      [secondCatalog]: `<< /Type /Catalog /Pages ${secondCatalog + 1} 0 R >>`,
      [secondCatalog + 1]: `<< /Type /Pages /Count 1 /Kids [${secondCatalog + 2} 0 R] >>`,
      [secondCatalog + 2]: `<< /Type /Page /Parent ${secondCatalog + 1} 0 R /MediaBox [0 0 595 842] >>`,
      ...options.objects,
    },
  });
}
