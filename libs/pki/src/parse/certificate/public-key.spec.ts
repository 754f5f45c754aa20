import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { publicKeyOf } from './public-key.js';

const spkiOf = (curve: string) => generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({ format: 'der', type: 'spki' });

test.each(['P-256', 'P-384', 'P-521'])('the key is the one that OpenSSL reads from the DER: %s', (curve) => {
  const spki = spkiOf(curve);
  const whole = Buffer.concat([Buffer.from([1, 2, 3]), spki, Buffer.from([4])]);
  // A view into a larger message, as certificates are.
  const key = publicKeyOf(whole.subarray(3, 3 + spki.length));
  expect(key.equals(createPublicKey({ key: spki, format: 'der', type: 'spki' }))).toBe(true);
});

test('a-point-off-the-curve, a point cut short, and nonsense are refused', () => {
  const spki = spkiOf('P-256');
  const offCurve = Buffer.from(spki);
  offCurve.writeUInt8(offCurve.readUInt8(90) ^ 1, 90);
  const zero = Buffer.concat([spki.subarray(0, 27), Buffer.alloc(64)]);
  for (const bad of [offCurve, zero, spki.subarray(0, 90), Buffer.alloc(91)]) {
    expect(() => publicKeyOf(bad)).toThrow(expect.objectContaining({ code: 'unsupported-public-key' }));
  }
});
