import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { canonicalText } from './canonical-text.js';
import { EvidenceError } from './errors.js';

const written = (work: () => string): string => {
  try {
    return work();
  } catch (error) {
    if (error instanceof EvidenceError) return error.code;
    throw error;
  }
};
const twoWays = (text: string): [string, string] => {
  const value: unknown = JSON.parse(text);
  return [written(() => canonicalText(value, text)), written(() => canonicalJson(value))];
};

test('whatever the text looks like, its canonical form is that of its value', () => {
  const values = fc.jsonValue({ noUnicodeString: false });
  fc.assert(
    fc.property(values, fc.constantFrom('sorted', 'as it is', 'spaced'), (value, how) => {
      const text = how === 'sorted' ? canonicalJson(value) : JSON.stringify(value, null, how === 'spaced' ? 1 : undefined);
      const [quick, slow] = twoWays(text);
      expect(quick).toBe(slow);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['keys in another order', '{"b":1,"a":2}'],
  ['keys in another order, deep down', '[{"a":[{"b":1,"a":2}]}]'],
  ['a key twice', '{"a":1,"a":2}'],
  ['a number written otherwise', '{"a":1.0}'],
  ['a number beyond what is exact', '{"a":12345678901234567890}'],
  ['an escape that is not needed', '{"a":"\\u0041"}'],
  ['a lone surrogate', '{"a":"\\ud800"}'],
  ['a surrogate pair as escapes', '{"a":"\\ud83d\\ude00"}'],
  ['keys that look like numbers', '{"10":1,"9":2}'],
  ['a key named __proto__', '{"__proto__":{"b":1,"a":2}}'],
  ['what is nested too deep', `${'['.repeat(70)}${']'.repeat(70)}`],
  ['what is nested as deep as may be', `${'['.repeat(65)}${']'.repeat(65)}`],
  ['one value', '"x"'],
])('%s', (_, text) => {
  const [quick, slow] = twoWays(text);
  expect(quick).toBe(slow);
});
