import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import { encodeOid } from '#pki/build';
import { Oid } from '#pki/parse';
import { Ck, type Attribute, type Cryptoki, type Handle } from '../key-store/pkcs11/cryptoki.js';

/**
 * A token in memory with one P-256 key, whose moods a test decides. Node signs only what it has hashed itself, so this
 * token signs the hash of the digest that it is given; real tokens are tried in `npm run conformance pkcs11`.
 */
export interface FakeToken extends Cryptoki {
  readonly publicKey: KeyObject;
  /** Return values that the next signatures fail with. */
  readonly failures: number[];
  extractable: boolean;
  /** Objects called `object`. */
  copies: number;
  readonly opened: number;
  readonly mostAtOnce: number;
}

const failure = (code: number): Error => Object.assign(new Error(`CKR ${code}`), { code });

export function createFakeToken(pin: string): FakeToken {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let found: Handle[] = [];
  let isLoggedIn = false;
  let atOnce = 0;
  const state = { opened: 0, mostAtOnce: 0 };
  const token: FakeToken = {
    publicKey, failures: [], extractable: false, copies: 1,
    get opened() { return state.opened; },
    get mostAtOnce() { return state.mostAtOnce; },
    load: () => undefined, C_Initialize: () => undefined, C_Finalize: () => undefined,
    C_GetSlotList: () => [Buffer.from([0])],
    C_GetTokenInfo: () => ({ label: 'justera'.padEnd(32), serialNumber: '01'.padEnd(16) }),
    C_OpenSession: () => {
      state.opened += 1;
      return Buffer.from([state.opened]);
    },
    C_CloseSession: () => undefined,
    C_Login: (_session, _user, given) => {
      if (isLoggedIn) throw failure(Ck.CKR_USER_ALREADY_LOGGED_IN);
      if (given !== pin) throw failure(Ck.CKR_PIN_INCORRECT);
      isLoggedIn = true;
    },
    C_FindObjectsInit: (_session, template: Attribute[]) => {
      const isKey = template.some(({ type, value }) => type === Ck.CKA_LABEL && value === 'issuing');
      found = isKey ? Array.from({ length: token.copies }, (_, index) => Buffer.from([index])) : [];
    },
    C_FindObjects: () => found,
    C_FindObjectsFinal: () => undefined,
    C_GetAttributeValue: (_session, _object, [wanted]) => {
      const values = new Map<number | undefined, Buffer>([
        [Ck.CKA_EXTRACTABLE, Buffer.from([token.extractable ? 1 : 0])],
        [Ck.CKA_KEY_TYPE, Buffer.from([Ck.CKK_EC, 0, 0, 0, 0, 0, 0, 0])],
        [Ck.CKA_EC_PARAMS, Buffer.from(encodeOid(Oid.prime256v1))],
      ]);
      return [{ type: wanted?.type ?? 0, value: values.get(wanted?.type) ?? Buffer.alloc(0) }];
    },
    C_GenerateKeyPair: () => { throw failure(0x54); },
    C_SignInit: () => undefined,
    C_SignAsync: async (_session, data) => {
      atOnce += 1;
      state.mostAtOnce = Math.max(state.mostAtOnce, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      const code = token.failures.shift();
      if (code !== undefined) throw failure(code);
      return sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    },
  };
  return token;
}
