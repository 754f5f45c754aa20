import { repairByRewriting } from '#pades';
import { FileRefused } from '../signing-error.js';
import { inspectUpload, type InspectedUpload } from './inspect-upload.js';

export interface AcceptedFile {
  /** Of the bytes that the case begins with. */
  readonly inspection: InspectedUpload;
  /** Those bytes, where the upload was broken and whoever sent it let us rewrite it. */
  readonly rewritten?: Uint8Array;
}

/** @throws FileRefused; its details say `repair: 'offered'` where sending the file again with `acceptRepair` would help */
export function acceptFile(file: Uint8Array, { acceptRepair = false }: { readonly acceptRepair?: boolean | undefined }, options: Parameters<typeof inspectUpload>[1]): AcceptedFile {
  const uploaded = inspectUpload(file, options);
  if (acceptRepair && uploaded.repairOffered) {
    const repair = repairByRewriting(file);
    if (repair.repaired) return { inspection: allowed(inspectUpload(repair.bytes, options)), rewritten: repair.bytes };
  }
  return { inspection: allowed(uploaded) };
}

function allowed(inspection: InspectedUpload): InspectedUpload {
  const [first, ...more] = inspection.refusals;
  if (first !== undefined) throw new FileRefused([first, ...more], { repairOffered: inspection.repairOffered });
  return inspection;
}
