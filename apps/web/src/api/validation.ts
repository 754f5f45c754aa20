import type { ValidationAnswer } from './model/validation.js';
import { upload, type UploadProgress } from './upload.js';

export type * from './model/validation.js';

/** Nothing is stored: the file is read, judged and forgotten. */
export function validate(file: File, progress?: UploadProgress): Promise<ValidationAnswer> {
  const form = new FormData();
  form.append('file', file);
  return upload('/api/v1/validations', form, progress);
}
