import { formFields, type PdfFile } from '#pdf/read';
import { array, beginUpdate, dict, name, text, type FinishedUpdate } from '#pdf/write';
import type { TimeStampClient } from '../network/time-stamp-client.js';
import { digestOf, embed, type HashedHead } from '../sign/embed.js';

/** Print and Locked (ISO 32000-2 Table 167). */
const widgetFlags = 4 + 128;

/** A document time-stamp over the whole file (BLTA-01), in a field of its own that shows nothing. @throws PadesError `timestamp-*`, `contents-too-small` */
export async function writeDocumentTimestamp(document: PdfFile, hashed: HashedHead, timestamps: TimeStampClient): Promise<{ finished: FinishedUpdate; genTime: Date }> {
  const update = beginUpdate(document);
  const value = update.allocate();
  update.putSignature(value, { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') }, { contentsLength: timestamps.tokenReserve });
  // BLTA-04: no area, no page, nothing to see.
  const field = dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(freeName(document)), F: widgetFlags, Rect: array([0, 0, 0, 0]), V: value });
  update.addFields([update.add(field)]);
  const finished = update.finish();
  const stamp = await timestamps.timestamp(digestOf(hashed, finished), 'sha256');
  embed(finished, stamp.token);
  return { finished, genTime: stamp.genTime };
}

function freeName(document: PdfFile): string {
  const taken = new Set(formFields(document.current).map((field) => field.name));
  for (let number = 1; ; number += 1) if (!taken.has(`DocumentTimeStamp${String(number)}`)) return `DocumentTimeStamp${String(number)}`;
}
