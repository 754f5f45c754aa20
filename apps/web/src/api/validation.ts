import type { Language } from './model/common.js';
import { readAnswer } from './client.js';
import { clientProblem } from './problem.js';
import type { ValidationAnswer } from './model/validation.js';
import { upload, type UploadProgress } from './upload.js';

export type * from './model/validation.js';

/** Nothing is stored: the file is read, judged and forgotten. */
export function validate(file: File, progress?: UploadProgress): Promise<ValidationAnswer> {
  const form = new FormData();
  form.append('file', file);
  return upload('/api/v1/validations', form, progress);
}

/** The same report as a file: the document is sent and checked once more, and forgotten again. */
export async function fetchReport(file: File, face: 'pdf' | 'xml', language: Language): Promise<Blob> {
  const form = new FormData();
  form.append('file', file);
  let response: Response;
  try {
    response = await fetch(`/api/v1/validations?language=${language}`, { method: 'POST', body: form, headers: { accept: `application/${face}, application/problem+json;q=0.1`, 'x-justera-request': '1' } });
  } catch {
    throw clientProblem('network', 0);
  }
  if (!response.ok) readAnswer(response.status, response.headers.get('content-type'), await response.text());
  return response.blob();
}
