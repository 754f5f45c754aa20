import { createHash, verify } from 'node:crypto';

import { IssuanceError, type IssuanceErrorCode } from '#issuance';
import { createFakeToken, type FakeToken } from '../../testing/fake-token.js';
import { Ck } from './cryptoki.js';
import { loadCryptoki } from './load-cryptoki.js';
import { parsePkcs11Uri } from './pkcs11-uri.js';
import { openTokenSigner } from './token-signer.js';

async function codeOf(work: () => unknown): Promise<IssuanceErrorCode | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof IssuanceError) return error.code;
    throw error;
  }
}

describe('the address of a key (RFC 7512)', () => {
  test('names library, token and key, percent signs undone', () => {
    expect(parsePkcs11Uri('pkcs11:token=Rot%20k%C3%B6n;object=issuing;id=%01%FF;serial=7;type=private?module-path=/usr/lib/a.so')).toEqual({
      library: '/usr/lib/a.so', token: 'Rot kön', object: 'issuing', id: Uint8Array.of(1, 255), serial: '7',
    });
  });

  test.each([
    ['a PIN, which would end up in logs', 'pkcs11:token=a;object=b?module-path=/l.so&pin-value=1234'],
    ['a part that could have meant another key', 'pkcs11:token=a;object=b;slot-id=3?module-path=/l.so'],
    ['a part twice', 'pkcs11:token=a;token=b;object=c?module-path=/l.so'],
    ['no token', 'pkcs11:object=b?module-path=/l.so'],
    ['no key', 'pkcs11:token=a?module-path=/l.so'],
    ['no library', 'pkcs11:token=a;object=b'],
    ['a public key', 'pkcs11:token=a;object=b;type=public?module-path=/l.so'],
    ['half a percent sign', 'pkcs11:token=a%2;object=b?module-path=/l.so'],
    ['another scheme', 'file:token=a;object=b?module-path=/l.so'],
  ])('%s is refused', async (_name, text) => {
    expect(await codeOf(() => parsePkcs11Uri(text))).toBe('bad-key-address');
  });
});

describe('a key in a token', () => {
  let number = 0;
  let token: FakeToken;
  const uri = () => parsePkcs11Uri(`pkcs11:token=justera;object=issuing?module-path=/fake-${number}.so`);
  const open = (pin = '1234', address = uri()) => openTokenSigner(address, pin, () => Promise.resolve(token));
  beforeEach(() => {
    number += 1;
    token = createFakeToken('1234');
  });

  const isGood = (data: Uint8Array, signature: Uint8Array): boolean => verify('sha256', createHash('sha256').update(data).digest(), token.publicKey, signature);

  test('signs; r and s come as DER', async () => {
    const signer = await open();
    for (let round = 0; round < 40; round += 1) {
      const data = Buffer.from(`minutes ${round}`);
      const signature = await signer.sign(data);
      expect(signature[0]).toBe(0x30);
      expect(isGood(data, signature)).toBe(true);
    }
    expect(token.opened).toBe(1);
  });

  test('signs one thing after the other, however many ask', async () => {
    const signer = await open();
    const all = ['a', 'b', 'c', 'd', 'e'].map((text) => Buffer.from(text));
    const signatures = await Promise.all(all.map((data) => signer.sign(data)));
    expect(signatures.map((signature, index) => isGood(all[index]!, signature))).toEqual(all.map(() => true));
    expect(token.mostAtOnce).toBe(1);
  });

  test.each(['CKR_SESSION_HANDLE_INVALID', 'CKR_DEVICE_REMOVED', 'CKR_USER_NOT_LOGGED_IN', 'CKR_KEY_HANDLE_INVALID'] as const)(
    'after %s the session is opened again, and the signature comes about',
    async (name) => {
      const signer = await open();
      token.failures.push(Ck[name]);
      const data = Buffer.from('minutes');
      expect(isGood(data, await signer.sign(data))).toBe(true);
      expect(token.opened).toBe(2);
    },
  );

  test('a token that stays away is an error for this signature, and not for the next', async () => {
    const signer = await open();
    token.failures.push(Ck.CKR_DEVICE_REMOVED, Ck.CKR_DEVICE_REMOVED);
    expect(await codeOf(() => signer.sign(Buffer.from('a')))).toBe('key-store-unavailable');
    const data = Buffer.from('b');
    expect(isGood(data, await signer.sign(data))).toBe(true);
  });

  test('any other failure is not tried again: it might be an answer', async () => {
    const signer = await open();
    token.failures.push(0x70);
    expect(await codeOf(() => signer.sign(Buffer.from('a')))).toBe('key-store-unavailable');
    expect(token.opened).toBe(1);
  });

  test('every way not to get a key has its own code', async () => {
    expect(await codeOf(() => open('9999'))).toBe('wrong-passphrase');
    expect(await codeOf(() => open('1234', { ...uri(), token: 'another' }))).toBe('key-store-unavailable');
    expect(await codeOf(() => open('1234', { ...uri(), object: 'another' }))).toBe('no-key-in-file');
    token.copies = 2;
    expect(await codeOf(() => open())).toBe('several-keys');
    token.copies = 1;
    token.extractable = true;
    expect(await codeOf(() => open())).toBe('key-extractable');
  });

  test('a process that is logged in already still wants the right PIN', async () => {
    await open();
    expect(await codeOf(() => open())).toBeUndefined();
    expect(await codeOf(() => open('9999'))).toBe('wrong-passphrase');
  });

  test('a library that is not there is said to be away', async () => {
    expect(await codeOf(() => loadCryptoki('/nowhere/at-all.so'))).toBe('key-store-unavailable');
  });
});
