import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { IssuanceError } from '../../issuance-error.js';
import { Ck, returnValue, type Attribute, type Cryptoki, type Handle } from './cryptoki.js';
import { unavailable, type LoadCryptoki } from './load-cryptoki.js';
import type { Pkcs11Uri } from './pkcs11-uri.js';

/** A session on a token, logged in. */
export interface TokenSession {
  readonly cryptoki: Cryptoki;
  readonly handle: Handle;
}

const MOST_OBJECTS = 1000;

/**
 * Opens a session and logs in.
 *
 * @throws IssuanceError `key-store-unavailable`, `wrong-passphrase`
 */
export async function openSession(uri: Pkcs11Uri, pin: string, load: LoadCryptoki, flags = 0): Promise<TokenSession> {
  const cryptoki = await load(uri.library);
  try {
    const handle = cryptoki.C_OpenSession(slotOf(cryptoki, uri), Ck.CKF_SERIAL_SESSION | flags);
    try {
      login({ cryptoki, handle }, uri, pin);
    } catch (error) {
      cryptoki.C_CloseSession(handle);
      throw error;
    }
    return { cryptoki, handle };
  } catch (error) {
    throw translated(error);
  }
}

function slotOf(cryptoki: Cryptoki, uri: Pkcs11Uri): Handle {
  const slots = cryptoki.C_GetSlotList(true).filter((slot) => {
    const info = cryptoki.C_GetTokenInfo(slot);
    return info.label.trimEnd() === uri.token && (uri.serial === undefined || info.serialNumber.trimEnd() === uri.serial);
  });
  const [slot, another] = slots;
  if (slot === undefined) throw unavailable(`there is no token "${uri.token}"`);
  if (another !== undefined) throw unavailable(`there are several tokens "${uri.token}"; add serial=`);
  return slot;
}

/** Salt and digests are this process's own: what is kept cannot be tried against anything. */
const salt = randomBytes(32);
const openedWith = new Map<string, Buffer>();

/**
 * The login is the process's, not the session's: once it is logged in, the token looks at no PIN any more. Then it has to be
 * the one that opened it.
 */
function login({ cryptoki, handle }: TokenSession, { library, token, serial = '' }: Pkcs11Uri, pin: string): void {
  const name = [library, token, serial].join('\0');
  const digest = createHmac('sha256', salt).update(pin).digest();
  try {
    cryptoki.C_Login(handle, Ck.CKU_USER, pin);
  } catch (error) {
    if (returnValue(error) !== Ck.CKR_USER_ALREADY_LOGGED_IN) throw error;
    const before = openedWith.get(name);
    if (before !== undefined && !timingSafeEqual(before, digest)) throw new IssuanceError('wrong-passphrase', 'The token does not accept this PIN.');
    return;
  }
  openedWith.set(name, digest);
}

const pinRefused: ReadonlySet<number | undefined> = new Set([Ck.CKR_PIN_INCORRECT, Ck.CKR_PIN_INVALID, Ck.CKR_PIN_LEN_RANGE, Ck.CKR_PIN_LOCKED]);

/** An error of the library in our terms; ours as they are. */
export function translated(error: unknown): unknown {
  const value = returnValue(error);
  if (value === undefined) return error;
  if (pinRefused.has(value)) {
    const locked = value === Ck.CKR_PIN_LOCKED;
    return new IssuanceError('wrong-passphrase', locked ? 'The token has locked its PIN.' : 'The token does not accept this PIN.', { details: { locked } });
  }
  return unavailable(`the token answered 0x${value.toString(16)}`, error);
}

/** The objects that match; the same search twice gives the same objects. */
export function findObjects({ cryptoki, handle }: TokenSession, template: Attribute[]): Handle[] {
  cryptoki.C_FindObjectsInit(handle, template);
  try {
    return cryptoki.C_FindObjects(handle, MOST_OBJECTS);
  } finally {
    cryptoki.C_FindObjectsFinal(handle);
  }
}

/** Undefined when the token does not tell. */
export function attribute({ cryptoki, handle }: TokenSession, object: Handle, type: number): Buffer | undefined {
  try {
    return cryptoki.C_GetAttributeValue(handle, object, [{ type }])[0]?.value;
  } catch (error) {
    if (returnValue(error) === undefined) throw error;
    return undefined;
  }
}
