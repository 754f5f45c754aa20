import { FileRefused } from '../signing-error.js';
import type { ExaminedUpload } from './examine-upload.js';

/** @throws FileRefused; its details say `repair: 'offered'` where sending the file again with `acceptRepair` would help */
export function acceptFile(examined: ExaminedUpload): ExaminedUpload {
  const { refusals, repairOffered } = examined.inspection;
  const [first, ...more] = refusals;
  if (first !== undefined) throw new FileRefused([first, ...more], { repairOffered });
  return examined;
}
