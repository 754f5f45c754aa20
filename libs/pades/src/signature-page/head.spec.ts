import { FontPool } from '../fonts/font-pool.js';
import { widthOf, wrapText } from '../drawing/text-block.js';
import { labelWidth } from './facts.js';
import { pageTexts } from './texts.js';

test.each(['sv', 'en'] as const)('no label runs into its value (%s)', (language) => {
  const texts = pageTexts(language);
  const pool = new FontPool();
  for (const label of [texts.minutes, texts.meetingDate, texts.registrationNumber, texts.originalSha256]) {
    expect(widthOf(pool.set(label, 'regular'), 9)).toBeLessThan(labelWidth - 6);
  }
});

test('an address breaks behind a slash or dot, and loses nothing', () => {
  const broken: string[] = [];
  const lines = wrapText({ measure: (text) => text.length * 500, set: (text) => ({ width: text.length * 500, runs: [{ font: text, show: '' }] }) }, 'https://justera.angaryd.example/validate', { weight: 'regular', size: 10 }, 120);
  for (const line of lines) broken.push(line.runs[0]?.font ?? '');
  expect(broken.join('')).toBe('https://justera.angaryd.example/validate');
  expect(broken.slice(0, -1).every((line) => /[/.-]$/.test(line))).toBe(true);
});
