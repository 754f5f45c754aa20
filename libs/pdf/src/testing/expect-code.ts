import { PdfError, type PdfErrorCode } from '../read/index.js';

/** The code of the PdfError that `act` throws; undefined when it throws nothing. Anything else is thrown on. */
export function errorCode(act: () => unknown): PdfErrorCode | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof PdfError) return error.code;
    throw error;
  }
}
