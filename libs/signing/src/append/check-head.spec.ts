import type { JudgedSignature, Judgement } from '../engine/signature-engine.js';
import { requireResult } from '../complete/require-result.js';
import type { LoadedCase } from '../case/load-case.js';
import { unexplained } from './check-head.js';

const signature = (fieldName: string, changes: Partial<JudgedSignature> = {}): JudgedSignature => ({
  fieldName,
  kind: 'signature',
  indication: 'TOTAL_PASSED',
  integrity: 'intact',
  changesAfter: 'permitted',
  certificateSha256: null,
  reasons: [],
  ...changes,
});
const judged = (signatures: JudgedSignature[], changes: Partial<Judgement> = {}): Judgement => ({
  status: 'valid',
  complete: 'yes',
  reasons: [],
  pageCount: 5,
  signatures,
  reportSha256: '',
  ...changes,
});
const stamp = signature('stamp', { kind: 'documentTimestamp' });

describe('unexplained', () => {
  it('passes ours, and a stranger that stands as it stood', () => {
    expect(unexplained(judged([signature('theirs', { indication: 'INDETERMINATE' }), signature('a')], { status: 'indeterminate' }), ['a'])).toBeUndefined();
  });
  it.each([
    ['document-not-valid', judged([signature('a')], { status: 'not-valid' })],
    ['document-unreadable', judged([], { status: 'unreadable' })],
    ['broken theirs', judged([signature('theirs', { integrity: 'broken' }), signature('a')])],
    ['changed-after a', judged([signature('a', { changesAfter: 'forbidden' })])],
    ['changed-after a', judged([signature('a', { changesAfter: 'unknown' })])],
    ['not-passed a', judged([signature('a', { indication: 'INDETERMINATE' })])],
    ['not-passed a missing', judged([signature('b')])],
    ['not-passed a', judged([signature('a'), signature('a')])],
    ['not-passed a', judged([signature('a', { kind: 'documentTimestamp' })])],
  ])('stops: %s', (reason, judgement) => {
    expect(unexplained(judgement, ['a'])).toContain(reason);
  });
});

describe('requireResult', () => {
  const tasks = [
    { state: 'signed', fieldName: 'a' },
    { state: 'released', fieldName: 'b' },
  ] as unknown as LoadedCase['tasks'];
  const reasonOf = (judgement: Judgement, states = true): unknown => {
    try {
      requireResult(judgement, { tasks }, states);
      return 'passed';
    } catch (error) {
      return (error as { details: { reason: unknown } }).details.reason;
    }
  };

  it('passes a whole one', () => {
    expect(reasonOf(judged([signature('a'), stamp]))).toBe('passed');
  });
  it('a file that could not be told who must sign may leave it open who is missing, and never says that somebody is', () => {
    const is = (complete: Judgement['complete']): unknown => reasonOf(judged([signature('a'), stamp], { complete }), false);
    // "Yes" is what the manifest of an earlier case may say.
    expect([is('unknown'), is('yes'), is('no')]).toEqual(['passed', 'passed', 'complete-no']);
  });
  it.each([
    ['complete-no', judged([signature('a'), stamp], { complete: 'no' })],
    ['complete-unknown', judged([signature('a'), stamp], { complete: 'unknown' })],
    ['no-document-timestamp', judged([signature('a')])],
    ['no-document-timestamp', judged([signature('a'), { ...stamp, indication: 'INDETERMINATE' }])],
    ['document-indeterminate', judged([signature('a'), stamp], { status: 'indeterminate' })],
    ['not-passed a', judged([stamp])],
  ])('an unsigned or unfinished file is never called completed: %s', (reason, judgement) => {
    expect(reasonOf(judgement)).toContain(reason);
  });
});
