import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import type { ValidationReport } from './report/validation-report.js';
import { validate } from './validate.js';

/** Third-party files that may lie beside the repository; the product's own tests stand without them. */
const corpus = path.resolve(__dirname, '../../../../shared/corpus');
const index = path.join(corpus, 'index.tsv');
const isThere = existsSync(index);
const rows = isThere ? readFileSync(index, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t')) : [];
const named = rows.flatMap(([file, , , must]) => (file !== undefined && must !== undefined && file.endsWith('.pdf') && existsSync(path.join(corpus, file)) ? [[must, file] as const] : []));

if (!isThere) process.stderr.write(`NOT RUN: libs/validation corpus test, no ${index}\n`);

/** Longest that any file may take; far above what they take, so that a busy machine fails nothing. */
const slowest = 10_000;
const at = new Date('2026-11-23T00:00:00Z');
const run = (bytes: Uint8Array): ValidationReport => validate(bytes, { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] }, defaultPolicy, at);

(isThere ? describe : describe.skip)('the corpus beside the repository', () => {
  const of = (must: string) => named.filter(([row]) => row === must).map(([, file]) => file);

  test('is there in full', () => {
    expect(named.length).toBeGreaterThan(100);
  });

  test.each(of('intact'))('intact: %s', (file) => {
    const { signatures } = run(readFileSync(path.join(corpus, file)));
    expect(signatures.length).toBeGreaterThan(0);
    for (const { integrity, changesAfter } of signatures) expect([integrity, ['none', 'permitted'].includes(changesAfter)]).toEqual(['intact', true]);
  }, slowest);

  test.each(of('not-valid'))('never valid: %s', (file) => {
    expect(run(readFileSync(path.join(corpus, file))).document.status).not.toBe('valid');
  }, slowest);

  test.each(named.filter(([must]) => must !== 'intact' && must !== 'not-valid').map(([, file]) => file))('no crash, nothing internal: %s', (file) => {
    expect(run(readFileSync(path.join(corpus, file))).document.reasons).not.toContain('could-not-be-analysed');
  }, slowest);

  test('a comment behind the end changes hash and length, and no verdict on integrity', () => {
    const verdict = ({ document, signatures }: ValidationReport) => [document.status, signatures.map(({ integrity, indication }) => [integrity, indication])];
    for (const file of of('intact')) {
      const bytes = readFileSync(path.join(corpus, file));
      const renamed = Buffer.concat([bytes, Buffer.from('\n% x\n')]);
      expect(createHash('sha256').update(renamed).digest()).not.toEqual(createHash('sha256').update(bytes).digest());
      expect([file, verdict(run(renamed))]).toEqual([file, verdict(run(bytes))]);
    }
  }, 60_000);
});
