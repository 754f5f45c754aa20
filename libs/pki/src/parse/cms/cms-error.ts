import { PkiError } from '../pki-error.js';

/** Readable DER, but not a CMS message we can judge (RFC 5652, RFC 5035). */
export type CmsErrorCode =
  | 'not-signed-data'
  | 'no-signed-attributes'
  | 'bad-attribute'
  | 'duplicate-attribute'
  | 'bad-padding';

export class CmsError extends PkiError<CmsErrorCode> {
  override readonly name = 'CmsError';
}
