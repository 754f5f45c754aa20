import { IssuanceError } from '../../issuance-error.js';

/** Which key in which token, behind which library. */
export interface Pkcs11Uri {
  /** Path of the PKCS #11 library. */
  readonly library: string;
  /** Label of the token. */
  readonly token: string;
  /** Label (CKA_LABEL) of the key. */
  readonly object: string;
  /** CKA_ID, where labels alone do not tell keys apart. */
  readonly id?: Uint8Array;
  /** Serial number of the token, where several have one label. */
  readonly serial?: string;
}

const understood: ReadonlySet<string> = new Set(['token', 'object', 'id', 'serial', 'type', 'module-path']);

/**
 * Reads a URI by RFC 7512: `pkcs11:token=LABEL;object=LABEL?module-path=/usr/lib/…/lib.so`. What is not understood is refused: it could have meant
 * another key. A PIN in the address is refused: addresses are logged and shown in process lists.
 *
 * @throws IssuanceError `bad-key-address`
 */
export function parsePkcs11Uri(text: string): Pkcs11Uri {
  const [, path = '', query = ''] = /^pkcs11:([^?#]*)(?:\?([^#]*))?$/.exec(text) ?? [];
  const parts = [...path.split(';'), ...query.split('&')].filter((part) => part !== '');
  const values = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0));
    if (name === 'pin-value' || name === 'pin-source') throw bad(`${name} does not belong in an address; give the PIN as a passphrase`);
    if (!understood.has(name) || values.has(name)) throw bad(name === '' ? 'a part has no name' : `${name} is not understood, or stands there twice`);
    values.set(name, part.slice(at + 1));
  }
  if ((values.get('type') ?? 'private') !== 'private') throw bad('type must be private');
  const needed = (name: string): string => {
    const value = decode(values.get(name) ?? '').toString('utf8');
    if (value === '') throw bad(`${name} is missing`);
    return value;
  };
  const [id, serial] = [values.get('id'), values.get('serial')];
  return {
    library: needed('module-path'), token: needed('token'), object: needed('object'),
    ...(id === undefined ? {} : { id: new Uint8Array(decode(id)) }),
    ...(serial === undefined ? {} : { serial: decode(serial).toString('utf8') }),
  };
}

export function isPkcs11Uri(text: string): boolean {
  return text.startsWith('pkcs11:');
}

function decode(value: string): Buffer {
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) throw bad('a percent sign without two hexadecimal digits');
  const pieces = value.split(/(%[0-9A-Fa-f]{2})/).map((piece) => (piece.startsWith('%') ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8')));
  return Buffer.concat(pieces);
}

function bad(reason: string): IssuanceError {
  return new IssuanceError('bad-key-address', `Not the address of a PKCS #11 key: ${reason}. Write pkcs11:token=LABEL;object=LABEL?module-path=/path/of/library.so`, { details: { reason } });
}
