import { huntPage, type Hunt } from './hunt-page.js';

const part = (which: string, more: Partial<Hunt> = {}): Hunt => ({
  seed: 7, of: 40, part: which, tried: 10, harmless: 1, others: 0, seconds: 2, day: '2026-01-01', commit: 'abc', operators: { flipBit: 6, padding: 4 }, ...more,
});

test('parts of one hunt add up, in any order, and a part that is run again counts once', () => {
  const page = ['2/4', '1/4', '2/4', '4/4'].reduce((text, which) => huntPage(text, part(which)), '');
  expect(page).toContain('30 of 40 mutants (seed 7) were tried with the code of commit abc: 0 came out valid that should not, 3 were valid');
  expect(page).toContain('| flipBit | 18 |');
  expect(page.split('\n').filter((line) => line.startsWith('{')).map((line) => (JSON.parse(line) as Hunt).part)).toEqual(['1/4', '2/4', '4/4']);
});

test.each<[string, Partial<Hunt>]>([['another seed', { seed: 8 }], ['another number', { of: 41 }], ['other code', { commit: 'def' }]])('%s is another hunt', (_, more) => {
  expect(huntPage(huntPage('', part('1/4')), part('2/4', more))).toContain(`10 of ${more.of ?? 40} mutants`);
});

test('what should not be valid is told', () => {
  expect(huntPage('', part('1/1', { others: 2 }))).toContain('2 came out valid that should not');
});
