import { latinFace } from './font-face.js';
import type { FontPool } from './font-pool.js';

/**
 * Characters that a signed box may need besides names and titles known at prepare: digits, month names, method texts,
 * the names of substitutes. Embedded once at prepare, so that a signature brings no font of its own. Printable ASCII
 * and the letters of the Nordic, Baltic and other Latin alphabets common in names here.
 */
export const signatureCharacters =
  Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('') +
  'ÅÄÖåäöÆØæøÉÈÊËéèêëÜüÁÀÂÃáàâãÍÌÎÏíìîïÓÒÔÕóòôõÚÙÛúùûÝýÿÐðÞþÇçÑñß' +
  'ĄąĆćČčĐđĎďĘęĚěĞğİıŁłŃńŇňŐőŘřŚśŠšŞşŤťŮůŰűŹźŻżŽžĀāĒēĪīŪūĢģĶķĻļŅņ' +
  '§–—’”“«»…·•°';

/**
 * Gives the characters of later signatures the same codes in every file: first of all, in the same order, in the first font. A signature
 * made days later sets its text with a new pool that began the same way, and the font embedded at prepare shows it.
 */
export function reserveForSignatures(pool: FontPool): void {
  pool.reserve(signatureCharacters, latinFace('regular'));
  // Ligatures that shaping may choose.
  pool.set('ff fi fl ffi ffl fj', 'regular');
}
