import { defaultAlgorithmConstraints as constraints, isStrongAt } from './algorithm-constraints.js';

const at = (iso: string) => new Date(iso);

test.each<[string, { digest: string; keyType: string; keyBits: number }, string, boolean]>([
  ['P-256 with SHA-256 has no end in sight', { digest: 'sha256', keyType: 'ec', keyBits: 256 }, '2060-01-01', true],
  ['SHA-1 ended in 2012', { digest: 'sha1', keyType: 'rsa', keyBits: 4096 }, '2011-01-01', true],
  ['SHA-1 after 2012', { digest: 'sha1', keyType: 'rsa', keyBits: 4096 }, '2013-01-01', false],
  ['MD5 today', { digest: 'md5', keyType: 'rsa', keyBits: 4096 }, '2026-01-01', false],
  ['RSA-2048 until 2029', { digest: 'sha256', keyType: 'rsa', keyBits: 2048 }, '2028-12-31', true],
  ['RSA-2048 after 2029', { digest: 'sha256', keyType: 'rsa', keyBits: 2048 }, '2029-06-01', false],
  ['RSA-512 never', { digest: 'sha256', keyType: 'rsa', keyBits: 512 }, '2001-01-01', false],
  ['a digest nobody listed', { digest: 'whirlpool', keyType: 'rsa', keyBits: 4096 }, '2026-01-01', false],
  ['a key nobody listed', { digest: 'sha256', keyType: 'dsa', keyBits: 2048 }, '2026-01-01', false],
])('%s', (_, use, time, strong) => {
  expect(isStrongAt(constraints, use, at(time))).toBe(strong);
});

test('a policy file with a date that is none accepts nothing by it', () => {
  const broken = { ...constraints, digests: { ...constraints.digests, sha256: 'next year' } };
  expect(isStrongAt(broken, { digest: 'sha256', keyType: 'ec', keyBits: 256 }, at('2026-01-01'))).toBe(false);
});
