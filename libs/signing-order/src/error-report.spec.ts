import type { Command } from './commands.js';
import { decide } from './decide.js';
import { attentionOf, isReadyToComplete } from './progress.js';
import type { SignRequestState } from './state.js';
import { evolveAll } from './evolve.js';
import { after, at, consent, prepared, signature, submit } from './testing/histories.js';

const report = (taskId: string, reportId = 'report-1', reason = '§ 7 has the wrong amount.'): Command => ({ type: 'ReportError', taskId, reportId, reason });
const answer = (reportId = 'report-1'): Command => ({ type: 'AnswerErrorReport', reportId, reason: 'The amount is right: see annex 2.' });
const refusal = (state: SignRequestState, command: Command): string => {
  const decision = decide(state, command, at(9));
  return decision.ok ? 'accepted' : decision.rejection.code;
};
const types = (state: SignRequestState, command: Command): readonly string[] => {
  const decision = decide(state, command, at(9));
  if (!decision.ok) throw new Error(decision.rejection.code);
  return decision.events.map(({ type }) => type);
};

describe('an error reported', () => {
  const both = after(submit([2]), prepared, report('1.1'), consent('1.1'), signature('1.1'), consent('1.2'));

  it('declines nothing: everybody may still sign, but completion is held until it is answered', () => {
    expect(types(both, signature('1.2'))).toEqual(['SignTaskSigned']);
    const held = after(submit([1]), prepared, report('1.1'), consent('1.1'), signature('1.1'));
    expect(held.status).toBe('awaitingSignatures');
    expect(types(held, { type: 'ResumeSigningOrder' })).toEqual([]);
    const answered = evolveAll(held, (decide(held, answer(), at(8)) as { events: Parameters<typeof evolveAll>[1] }).events);
    expect(isReadyToComplete(answered)).toBe(true);
    expect(types(answered, { type: 'ResumeSigningOrder' })).toEqual(['SigningOrderFulfilled']);
  });

  it('does not keep the next step from opening: its people should see the report answered, not wait for it', () => {
    const state = after(submit([1, 1]), prepared, report('1.1'), consent('1.1'));
    expect(types(state, signature('1.1'))).toEqual(['SignTaskSigned', 'SigningStepOpened', 'SignTaskOpened']);
  });

  it('an answer by itself never says that everybody has signed', () => {
    const held = after(submit([1]), prepared, report('1.1'), consent('1.1'), signature('1.1'));
    expect(types(held, answer())).toEqual(['ErrorReportAnswered']);
  });

  it('is a flag for the desk until it is answered, and another trouble goes first', () => {
    const state = after(submit([1]), prepared, report('1.1'));
    expect(attentionOf(state)).toMatchObject({ cause: 'error-reported', taskId: '1.1' });
    expect(attentionOf(after(submit([1]), prepared, report('1.1'), { type: 'RaiseAttention', cause: 'mail-failed', code: 'x' }))).toMatchObject({ cause: 'mail-failed' });
    expect(attentionOf(after(submit([1]), prepared, report('1.1'), answer()))).toBeUndefined();
    expect(attentionOf(after(submit([1]), prepared, report('1.1'), { type: 'WithdrawSignRequest', reason: 'Wrong file.' }))).toBeUndefined();
  });

  it('comes from whoever has been asked, with words, and is answered once', () => {
    const state = after(submit([1, 1]), prepared);
    expect(refusal(state, report('2.1'))).toBe('out-of-turn');
    expect(refusal(state, report('nobody'))).toBe('unknown-task');
    expect(refusal(state, report('1.1', 'r', ' '))).toBe('reason-required');
    expect(refusal(state, report('1.1', 'r', 'x'.repeat(2001)))).toBe('reason-too-long');
    expect(refusal(state, answer())).toBe('unknown-report');
    const ten = Array.from({ length: 10 }, (_, index) => report('1.1', `report-${index}`));
    expect(refusal(after(submit([1]), prepared, ...ten), report('1.1', 'one more'))).toBe('too-many-reports');
    const reported = after(submit([1, 1]), prepared, report('1.1'));
    expect(types(reported, report('1.1'))).toEqual([]);
    expect(refusal(after(submit([1, 1]), prepared, report('1.1'), answer()), answer())).toBe('unknown-report');
    expect(refusal(after(submit([1]), prepared, consent('1.1'), signature('1.1')), report('1.1'))).toBe('illegal-in-state');
  });
});
