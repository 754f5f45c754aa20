import { JusteraError, type ErrorDetails } from '#platform';
import type { sentences } from '../problems/sentences.js';

/** Refusals of the edge itself; status and words are in `problems/sentences.ts`. */
export class EdgeError extends JusteraError<keyof typeof sentences> {
  constructor(code: keyof typeof sentences, details: ErrorDetails = {}) {
    super(code, code, { details });
  }
}
