import { createHash } from 'node:crypto';
import { hashLinkToken, makeLinkToken, type Link } from '#notifications';

const key = Buffer.alloc(32, 5);
const link: Link = { purpose: 'sign', subjectId: '0195-task', rotation: 0 };

test('a retried mail carries the same link', () => expect(makeLinkToken(key, link)).toEqual(makeLinkToken(key, { ...link })));

test('purpose, task, rotation and key each give another link', () => {
  const tokens = [
    makeLinkToken(key, link),
    makeLinkToken(key, { ...link, purpose: 'download' }),
    makeLinkToken(key, { ...link, subjectId: '0195-tasl' }),
    makeLinkToken(key, { ...link, rotation: 1 }),
    makeLinkToken(key, { ...link, subjectId: '0195-task",0' }),
    makeLinkToken(Buffer.alloc(32, 6), link),
  ].map(({ token }) => token);
  expect(new Set(tokens).size).toBe(tokens.length);
});

test('holds 256 bits, and the database gets only its SHA-256', () => {
  const { token, tokenSha256 } = makeLinkToken(key, link);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(tokenSha256).toBe(createHash('sha256').update(token).digest('hex'));
  expect(hashLinkToken(token)).toBe(tokenSha256);
});

test.each(['', 'x', `${'a'.repeat(43)} `, 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}å`, `${'a'.repeat(43)}\n`])(
  '%j is never looked up',
  (token) => expect(hashLinkToken(token)).toBeUndefined(),
);

test('a short key or a broken rotation is refused', () => {
  expect(() => makeLinkToken(Buffer.alloc(31), link)).toThrow(RangeError);
  expect(() => makeLinkToken(key, { ...link, rotation: 1.5 })).toThrow(RangeError);
});
