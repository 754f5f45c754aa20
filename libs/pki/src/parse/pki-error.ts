/**
 * Base of every error this library throws on bad input. `code` comes from the closed union of the subclass; the message
 * is for logs only and never carries key material.
 */
export abstract class PkiError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.code = code;
  }
}
