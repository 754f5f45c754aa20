import { createHmac, randomBytes } from 'node:crypto';
import {
  EMAIL_CODE,
  checkEmailCode,
  emailCodeAssertion,
  formatEmailCode,
  hashEmailCode,
  makeEmailCode,
  maskAddress,
  readTypedCode,
  type StoredEmailCode,
} from '#identity';

const pepper = Buffer.alloc(32, 1);
const now = new Date('2026-03-31T12:00:00Z');
const later = new Date(now.getTime() + EMAIL_CODE.lifetimeMilliseconds);
const stored = (change: Partial<StoredEmailCode> = {}): StoredEmailCode => ({
  id: 'code-1',
  codeHmac: hashEmailCode(pepper, 'code-1', '04821375'),
  tries: 0,
  expiresAt: later,
  usedAt: null,
  ...change,
});

describe('making', () => {
  test('always eight digits, leading zeros kept', () => {
    for (let i = 0; i < 2000; i += 1) expect(makeEmailCode(randomBytes)).toMatch(/^[0-9]{8}$/);
    expect(makeEmailCode(() => new Uint8Array([0, 0, 0, 7]))).toBe('00000007');
  });

  test('bytes that would make low codes likelier are thrown away', () => {
    const draws = [new Uint8Array([255, 255, 255, 255]), new Uint8Array([0, 0, 0, 1])];
    expect(makeEmailCode(() => draws.shift() ?? new Uint8Array(4))).toBe('00000001');
  });

  test('a view into a larger buffer is read at its own place', () => {
    expect(makeEmailCode(() => new Uint8Array([9, 9, 0, 0, 0, 5]).subarray(2))).toBe('00000005');
  });
});

describe('checking', () => {
  test.each(['04821375', ' 0482 1375 ', '0482\u00a01375', '0482-1375', '０４８２１３７５', formatEmailCode('04821375')])('takes %j', (typed) => {
    expect(checkEmailCode(pepper, stored(), typed, now)).toEqual({ outcome: 'right' });
  });

  test('a wrong code uses one try; the sixth is not even looked at', () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(checkEmailCode(pepper, stored({ tries }), '11111111', now)).toEqual({ outcome: 'wrong', triesLeft: 4 - tries });
    }
    expect(checkEmailCode(pepper, stored({ tries: 5 }), '04821375', now)).toEqual({ outcome: 'too-many-tries' });
  });

  test.each(['', '1234567', '123456789', '0482137x', '0'.repeat(5000), '04821375\u0000', '٠٤٨٢١٣٧٥'])('%j is no code and uses no try', (typed) => {
    expect(checkEmailCode(pepper, stored({ tries: 2 }), typed, now)).toEqual({ outcome: 'malformed', triesLeft: 3 });
  });

  test('a right code is refused from the last instant on, and after use', () => {
    expect(checkEmailCode(pepper, stored(), '04821375', new Date(later.getTime() - 1))).toEqual({ outcome: 'right' });
    expect(checkEmailCode(pepper, stored(), '04821375', later)).toEqual({ outcome: 'expired' });
    expect(checkEmailCode(pepper, stored({ usedAt: now }), '04821375', now)).toEqual({ outcome: 'used' });
  });

  test('a hash moved to another row, or made without the pepper, is worth nothing', () => {
    expect(checkEmailCode(pepper, stored({ id: 'code-2' }), '04821375', now).outcome).toBe('wrong');
    expect(checkEmailCode(Buffer.alloc(32, 2), stored(), '04821375', now).outcome).toBe('wrong');
    expect(checkEmailCode(pepper, stored({ codeHmac: '' }), '04821375', now).outcome).toBe('wrong');
  });

  test('the stored value is an HMAC, so the code cannot be tried out without the pepper', () => {
    expect(stored().codeHmac).toBe(createHmac('sha256', pepper).update('["justera","email-code",1,"code-1","04821375"]').digest('hex'));
    expect(() => hashEmailCode(Buffer.alloc(31), 'a', '04821375')).toThrow(RangeError);
  });

  test('spaces of any kind are only spaces', () => expect(readTypedCode('\u200b0482\u20091375\n')).toBe('04821375'));
});

describe('what a right code proves', () => {
  const at = (change: Partial<Parameters<typeof emailCodeAssertion>[0]> = {}): ReturnType<typeof emailCodeAssertion> =>
    emailCodeAssertion({ pseudonymKey: pepper, bodyId: 'b', address: 'anna.ek@exempel.example', name: 'Anna Ek', at: now, ...change });

  test('level low, whatever the case asks for', () => expect(at().levelOfAssurance).toBe('low'));

  test('the address is in no part of the assertion', () => expect(JSON.stringify(at())).not.toContain('exempel'));

  test('the same mailbox in capitals is the same person', () => {
    expect(at({ address: ' Anna.Ek@EXEMPEL.example' }).pseudonym).toBe(at().pseudonym);
    expect(at({ address: 'bo@exempel.example' }).pseudonym).not.toBe(at().pseudonym);
  });
});

test.each([
  ['anna.ek@exempel.example', 'a…k@exempel.example'],
  ['ab@exempel.example', 'a…@exempel.example'],
  ['a@exempel.example', 'a…@exempel.example'],
  ['no address', '…'],
])('%s is shown as %s', (address, shown) => expect(maskAddress(address)).toBe(shown));
