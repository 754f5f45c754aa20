import type { RevocationAnswer, RevocationQuestion, RevocationSource } from '#pades';
import { rememberAnswers } from './remember-answers.js';

const at = new Date('2026-05-04T12:00:00Z');
const question = (n: number): RevocationQuestion => ({ certificate: new Uint8Array([n]), issuer: new Uint8Array([0]), at });
const nothing: RevocationAnswer = { crls: [], ocspResponses: [], certificates: [], failures: [] };
let now: number;
let asked: number[];

function remembering(limits: Partial<Parameters<typeof rememberAnswers>[1]> = {}, collect: RevocationSource['collect'] = () => Promise.resolve(nothing)): RevocationSource {
  now = at.getTime();
  asked = [];
  const source: RevocationSource = {
    collect: (one) => {
      asked.push(one.certificate[0] ?? -1);
      return collect(one);
    },
  };
  return rememberAnswers(source, { clock: { now: () => new Date(now) }, milliseconds: 1_000, most: 2, atOnce: 2, ...limits });
}

test('the same certificate is asked about once for a while, also while the first answer is under way', async () => {
  const source = remembering();
  await Promise.all([source.collect(question(1)), source.collect(question(1))]);
  now += 999;
  await source.collect(question(1));
  expect(asked).toEqual([1]);
  now += 1;
  await source.collect(question(1));
  expect(asked).toEqual([1, 1]);
});

test('another issuer makes another question', async () => {
  const source = remembering();
  await source.collect(question(1));
  await source.collect({ ...question(1), issuer: new Uint8Array([9]) });
  expect(asked).toEqual([1, 1]);
});

test('a question that older evidence does not answer is another one', async () => {
  const source = remembering({ most: 9 });
  for (const freshAfter of [undefined, at, new Date(at.getTime() + 1), at]) await source.collect({ ...question(1), ...(freshAfter === undefined ? {} : { freshAfter }) });
  expect(asked).toEqual([1, 1, 1]);
});

test('no more is remembered than allowed, the oldest goes first', async () => {
  const source = remembering();
  for (const n of [1, 2, 3, 2, 1]) await source.collect(question(n));
  expect(asked).toEqual([1, 2, 3, 1]);
});

test('who comes on top of those under way is told that nothing was had, and that is not remembered', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<RevocationAnswer>((done) => (release = () => done(nothing)));
  const source = remembering({}, () => held);
  const under = [source.collect(question(1)), source.collect(question(2))];
  expect((await source.collect(question(3))).failures).toEqual(['too many are asked about at once']);
  release();
  await Promise.all(under);
  await source.collect(question(3));
  expect(asked).toEqual([1, 2, 3]);
});

test('a fault is passed on, frees its place and is not remembered', async () => {
  const source = remembering({ atOnce: 1 }, () => Promise.reject(new Error('broken')));
  await expect(source.collect(question(1))).rejects.toThrow('broken');
  await expect(source.collect(question(1))).rejects.toThrow('broken');
  expect(asked).toEqual([1, 1]);
});
