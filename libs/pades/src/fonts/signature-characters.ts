import { latinFace } from './font-face.js';
import type { FontPool } from './font-pool.js';

/**
 * Characters that a signed box may need besides names and titles known at prepare: digits, month names, method texts,
 * the names of substitutes. Embedded once at prepare, so that an ordinary signature brings no font of its own. Printable ASCII
 * and the letters of the Nordic, Baltic and other Latin alphabets common in names here.
 */
export const signatureCharacters =
  Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('') +
  'ÅÄÖåäöÆØæøÉÈÊËéèêëÜüÁÀÂÃáàâãÍÌÎÏíìîïÓÒÔÕóòôõÚÙÛúùûÝýÿÐðÞþÇçÑñß' +
  'ĄąĆćČčĐđĎďĘęĚěĞğİıŁłŃńŇňŐőŘřŚśŠšŞşŤťŮůŰűŹźŻżŽžĀāĒēĪīŪūĢģĶķĻļŅņ' +
  '§–—’”“«»…·•°';

/** Puts them into the font of the page's regular text. What a name needs beyond them, a signature brings itself. */
export function reserveForSignatures(pool: FontPool): void {
  pool.reserve(signatureCharacters, latinFace('regular'));
}
