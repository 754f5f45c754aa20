import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import { validate } from './validate.js';

/** Third-party files that may lie beside the repository; the product's own tests stand without them. */
const corpus = path.resolve(__dirname, '../../../../shared/corpus');
const index = path.join(corpus, 'index.tsv');
const isThere = existsSync(index);
const rows = isThere ? readFileSync(index, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t')) : [];
const named = rows.flatMap(([file, , , must]) => (file !== undefined && must !== undefined && existsSync(path.join(corpus, file)) ? [[must, file] as const] : []));

if (!isThere) process.stderr.write(`NOT RUN: libs/validation corpus test, no ${index}\n`);

describe('the corpus beside the repository', () => {
  if (!isThere) test.skip('not there', () => undefined);

  const run = (file: string) => validate(readFileSync(path.join(corpus, file)), { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] }, defaultPolicy, new Date('2026-11-23T00:00:00Z'));
  const of = (must: string) => named.filter(([row]) => row === must).map(([, file]) => file);

  if (!isThere) return;
  test.each(of('intact'))('intact: %s', (file) => {
    const { signatures } = run(file);
    expect(signatures.length).toBeGreaterThan(0);
    for (const { integrity, changesAfter } of signatures) expect([integrity, ['none', 'permitted'].includes(changesAfter)]).toEqual(['intact', true]);
  });

  test.each(of('not-valid'))('never valid: %s', (file) => {
    expect(run(file).document.status).not.toBe('valid');
  });

  test.each(named.filter(([must]) => must !== 'intact' && must !== 'not-valid').map(([, file]) => file))('no crash, nothing internal: %s', (file) => {
    expect(run(file).document.reasons).not.toContain('could-not-be-analysed');
  });
});

