import { IssuanceError } from '../../issuance-error.js';
import { Ck, returnValue, type Cryptoki } from './cryptoki.js';

/** Gives a PKCS #11 library, loaded and initialised. A parameter of everything here, so that tests can bring their own. */
export type LoadCryptoki = (library: string) => Promise<Cryptoki>;

export function unavailable(reason: string, cause?: unknown): IssuanceError {
  return new IssuanceError('key-store-unavailable', `The PKCS #11 key store cannot be used: ${reason}.`, {
    details: { reason }, ...(cause === undefined ? {} : { cause }),
  });
}

/** A library may be initialised once in a process. */
const loaded = new Map<string, Promise<Cryptoki>>();

/**
 * Loads a PKCS #11 library through pkcs11js, which is compiled where it is installed and therefore optional.
 *
 * @throws IssuanceError `key-store-unavailable`
 */
export const loadCryptoki: LoadCryptoki = (library) => {
  const known = loaded.get(library);
  if (known !== undefined) return known;
  const loading = load(library);
  loaded.set(library, loading);
  loading.catch(() => loaded.delete(library));
  return loading;
};

async function load(library: string): Promise<Cryptoki> {
  const { PKCS11 } = await loadPackage();
  const cryptoki = new PKCS11();
  try {
    cryptoki.load(library);
    // Signing happens in other threads than opening.
    cryptoki.C_Initialize({ flags: Ck.CKF_OS_LOCKING_OK });
  } catch (error) {
    if (returnValue(error) !== Ck.CKR_CRYPTOKI_ALREADY_INITIALIZED) throw unavailable(`the library ${library} cannot be loaded`, error);
  }
  return cryptoki;
}

async function loadPackage(): Promise<{ readonly PKCS11: new () => Cryptoki }> {
  // Not a literal: where it is missing, types must still be checked.
  const packageName: string = 'pkcs11js';
  try {
    const found = (await import(packageName)) as { default?: { PKCS11: new () => Cryptoki }; PKCS11?: new () => Cryptoki };
    const PKCS11 = found.PKCS11 ?? found.default?.PKCS11;
    if (PKCS11 === undefined) throw new TypeError('pkcs11js is not what it was');
    return { PKCS11 };
  } catch (error) {
    throw unavailable('the optional package pkcs11js is not installed; it needs python3, make and a C++ compiler at "npm ci"', error);
  }
}
