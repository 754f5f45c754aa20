import { repairByRewriting } from '#pades';
import { inspectUpload, type InspectedUpload } from './inspect-upload.js';

export interface ExaminationOptions {
  readonly maxBytes: number;
  readonly now: Date;
  /** Whoever sent the file lets us rewrite it where it is broken. */
  readonly acceptRepair?: boolean | undefined;
}

export interface ExaminedUpload {
  /** Of the bytes that a case would begin with. */
  readonly inspection: InspectedUpload;
  /** Those bytes, where the upload was broken and was to be rewritten. */
  readonly rewritten?: Uint8Array;
}

/** Looks at an upload where it may take long: in the processes that serve people, through an `ExaminationPool`. */
export type ExamineUpload = (file: Uint8Array, options: ExaminationOptions) => Promise<ExaminedUpload>;

/** An upload as it is, or as what it is rewritten to. Takes as long as the file demands. */
export function examineUpload(file: Uint8Array, { acceptRepair = false, ...options }: ExaminationOptions): ExaminedUpload {
  const uploaded = inspectUpload(file, options);
  if (!acceptRepair || !uploaded.repairOffered) return { inspection: uploaded };
  const repair = repairByRewriting(file);
  return repair.repaired ? { inspection: inspectUpload(repair.bytes, options), rewritten: repair.bytes } : { inspection: { ...uploaded, repairOffered: false } };
}
