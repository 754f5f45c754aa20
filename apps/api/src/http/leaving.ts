import type { Response } from 'express';

/** Aborted when the asker goes away before the answer is sent. */
export function leaving(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
