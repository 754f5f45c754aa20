import { readAnswer } from './client.js';
import { ProblemError, clientProblem } from './problem.js';

/** Share of the bytes sent, 0 to 1; 1 means that the server is now working on them. */
export type UploadProgress = (share: number) => void;

/**
 * POSTs a form with files and tells how far it has come. XMLHttpRequest because fetch has no upload progress.
 * @throws ProblemError as `request` does.
 */
export function upload<T>(path: string, form: FormData, progress?: UploadProgress): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', path);
    xhr.setRequestHeader('accept', 'application/json, application/problem+json');
    xhr.setRequestHeader('x-justera-request', '1');
    xhr.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) progress?.(event.loaded / event.total);
    });
    xhr.upload.addEventListener('load', () => progress?.(1));
    xhr.addEventListener('error', () => reject(clientProblem('network', 0)));
    xhr.addEventListener('abort', () => reject(clientProblem('network', 0)));
    xhr.addEventListener('load', () => {
      try {
        resolve(readAnswer<T>(xhr.status, xhr.getResponseHeader('content-type'), xhr.responseText));
      } catch (caught) {
        reject(caught instanceof ProblemError ? caught : clientProblem('unexpected', xhr.status));
      }
    });
    xhr.send(form);
  });
}
