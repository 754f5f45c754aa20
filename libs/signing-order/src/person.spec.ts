import type { Command } from './commands.js';
import { decide } from './decide.js';
import { evolveAll } from './evolve.js';
import { taskOf } from './progress.js';
import type { SignRequestState } from './state.js';
import { after, at, completion, consent, prepared, signature, submit } from './testing/histories.js';

const late = at(60);
const substitute = (taskId: string, reason = 'Anna Ek is ill.'): Command => ({ type: 'SubstituteSignatory', taskId, reason });
const correct = (taskId: string): Command => ({ type: 'CorrectAddress', taskId });
const answer = (state: SignRequestState, command: Command) => decide(state, command, late);
const code = (state: SignRequestState, command: Command): string => {
  const decision = answer(state, command);
  return decision.ok ? 'accepted' : decision.rejection.code;
};

describe('somebody else in the place of a signatory, or the same person at another address', () => {
  const open = after(submit([2, 1]), prepared);

  it('in their turn and before it: the link dies, the order goes on with the same places', () => {
    for (const taskId of ['1.1', '2.1']) {
      const decision = answer(open, substitute(taskId));
      if (!decision.ok) throw new Error(decision.rejection.code);
      expect(decision.events).toMatchObject([{ type: 'SignatorySubstituted', taskId, reason: 'Anna Ek is ill.' }, { type: 'LinkRotated', taskId, rotation: 1 }]);
      const state = evolveAll(open, decision.events);
      expect(taskOf(state, taskId)).toMatchObject({ substituted: true, personSince: open.version + 1, linkRotation: 1, status: taskOf(open, taskId)?.status });
    }
    const decision = answer(open, correct('1.1'));
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual(['AddressCorrected', 'LinkRotated']);
    expect(decision.ok && taskOf(evolveAll(open, decision.events), '1.1')).not.toHaveProperty('substituted');
  });

  it('nobody is replaced who has consented, signed or is not needed; nothing after the end, or before there is a file', () => {
    expect(code(after(submit([1]), prepared, consent('1.1')), substitute('1.1'))).toBe('already-consented');
    expect(code(after(submit([2]), prepared, consent('1.1'), signature('1.1')), correct('1.1'))).toBe('already-signed');
    expect(code(after(submit([2, 1], [1]), prepared, consent('1.1'), signature('1.1')), substitute('1.2'))).toBe('task-closed');
    expect(code(after(submit([1]), prepared, consent('1.1'), signature('1.1'), completion), substitute('1.1'))).toBe('illegal-in-state');
    expect(code(after(submit([1])), substitute('1.1'))).toBe('illegal-in-state');
    expect(code(open, substitute('nobody'))).toBe('unknown-task');
    expect(code(open, substitute('1.1', ' '))).toBe('reason-required');
    expect(code(open, substitute('1.1', 'x'.repeat(2001)))).toBe('reason-too-long');
  });

  it('a mail that did not reach the person before, or somebody else who came, is settled by it; other trouble stays', () => {
    const raised = (cause: 'mail-failed' | 'timestamping-failed', taskId: string): SignRequestState => after(submit([2]), prepared, { type: 'RaiseAttention', cause, code: 'x', taskId });
    const types = (state: SignRequestState): readonly string[] => {
      const decision = answer(state, correct('1.1'));
      return decision.ok ? decision.events.map(({ type }) => type) : [];
    };
    expect(types(raised('mail-failed', '1.1'))).toContain('AttentionCleared');
    expect(types(raised('mail-failed', '1.2'))).not.toContain('AttentionCleared');
    expect(types(raised('timestamping-failed', '1.1'))).not.toContain('AttentionCleared');
  });

  it('the substitute signs as anybody would', () => {
    const done = after(submit([1]), prepared, substitute('1.1'), { type: 'RecordInvitation', taskId: '1.1', rotation: 1 }, consent('1.1'), signature('1.1'));
    expect(done.status).toBe('completing');
    expect(taskOf(done, '1.1')).toMatchObject({ status: 'signed', substituted: true });
  });
});
