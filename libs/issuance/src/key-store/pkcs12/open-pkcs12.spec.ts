import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createPublicKey, verify } from 'node:crypto';
import { findOpenssl, type Openssl } from '#testing';
import { openPkcs12 } from './open-pkcs12.js';
import { decryptRc2Cbc } from './rc2.js';

const openssl: Openssl | undefined = findOpenssl();

describe('RC2, vectors of RFC 2268 §5', () => {
  test.each([
    ['0000000000000000', 63, 'ebb773f993278eff', '0000000000000000'],
    ['ffffffffffffffff', 64, '278b27e42e2f0d49', 'ffffffffffffffff'],
    ['3000000000000000', 64, '30649edf9be7d2c2', '1000000000000001'],
    ['88', 64, '61a8a244adacccf0', '0000000000000000'],
    ['88bca90e90875a7f0f79c384627bafb2', 128, '2269552ab0f85ca6', '0000000000000000'],
  ])('key %s, %i bits', (key, bits, cipher, plain) => {
    expect(decryptRc2Cbc(Buffer.from(cipher, 'hex'), Buffer.from(key, 'hex'), Buffer.alloc(8), bits).toString('hex')).toBe(plain);
  });
});

(openssl === undefined ? describe.skip : describe)('files that openssl wrote', () => {
  const tool = openssl as Openssl;
  beforeAll(() => {
    const ca = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', '/CN=CA'];
    expect(tool.run('req', ...ca, '-keyout', 'ca.key', '-out', 'ca.pem').ok).toBe(true);
    for (const [name, key] of [['rsa', ['rsa:2048']], ['p256', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']], ['p384', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384']], ['p521', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521']]] as const) {
      expect(tool.run('req', '-newkey', ...key, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=Åsa ${name}`, '-utf8').ok).toBe(true);
      expect(tool.run('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '10', '-out', `${name}.pem`).ok).toBe(true);
    }
  });
  afterAll(() => tool.dispose());

  const exported = (key: string, passphrase: string, ...options: string[]): Uint8Array => {
    const done = tool.run('pkcs12', '-export', '-inkey', `${key}.key`, '-in', `${key}.pem`, '-certfile', 'ca.pem', '-passout', `pass:${passphrase}`, '-out', 'out.p12', ...options);
    if (!done.ok) throw new Error(done.output);
    return readFileSync(path.join(tool.folder, 'out.p12'));
  };

  test.each([
    ['rsa', []], ['p256', []], ['p384', []], ['p521', []],
    ['rsa', ['-legacy']], ['p256', ['-legacy']],
    ['p256', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha512']],
    ['rsa', ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-RC2-128', '-provider', 'legacy', '-provider', 'default']],
    ['p256', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['p256', ['-nomac']],
  ])('%s %j: the key signs what its certificate verifies, the issuer comes along', async (key, options) => {
    const opened = openPkcs12(exported(key, 'lösen ord', ...options), 'lösen ord');
    const data = Buffer.from('data');
    const signature = await opened.signer.sign(data);
    const publicKey = createPublicKey({ key: Buffer.from(opened.certificate.spki), format: 'der', type: 'spki' });
    const hash = { rsa: 'sha256', p256: 'sha256', p384: 'sha384', p521: 'sha512' }[key] ?? '';
    expect(verify(hash, data, publicKey, signature)).toBe(true);
    expect(opened.chain).toHaveLength(1);
  });

  test('an empty passphrase', () => {
    expect(openPkcs12(exported('p256', ''), '').chain).toHaveLength(1);
  });

  test.each([['modern', []], ['legacy', ['-legacy']], ['without a MAC', ['-nomac']]])('a wrong passphrase is called that: %s', (_name, options) => {
    expect(() => openPkcs12(exported('p256', 'right', ...options), 'wrong')).toThrow(expect.objectContaining({ code: 'wrong-passphrase' }));
  });

  test('a file without a key, without its certificate, cut short, or of something else', () => {
    expect(() => openPkcs12(exported('p256', 'x', '-nokeys'), 'x')).toThrow(expect.objectContaining({ code: 'no-key-in-file' }));
    expect(() => openPkcs12(exported('p256', 'x', '-nocerts'), 'x')).toThrow(expect.objectContaining({ code: 'key-does-not-match-certificate' }));
    expect(() => openPkcs12(Buffer.from('%PDF-1.7'), 'x')).toThrow(expect.objectContaining({ code: 'key-file-unreadable' }));
    const whole = Buffer.from(exported('p256', 'x'));
    for (let length = 0; length < whole.length; length += 97) {
      expect(() => openPkcs12(whole.subarray(0, length), 'x')).toThrow(expect.objectContaining({ code: 'key-file-unreadable' }));
    }
  });

  test('one flipped bit never yields a key, only a coded refusal', () => {
    const whole = Buffer.from(exported('p256', 'x'));
    for (let at = 5; at < whole.length; at += 61) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x10, at);
      expect(() => openPkcs12(flipped, 'x')).toThrow(expect.objectContaining({ name: 'IssuanceError' }));
    }
  });
});
