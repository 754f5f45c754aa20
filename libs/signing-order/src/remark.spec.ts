import type { Command } from './commands.js';
import { decide } from './decide.js';
import { evolveAll } from './evolve.js';
import { after, at, consent, preparedSha256, prepared, signature, submit } from './testing/histories.js';
import { initialState, type SignRequestState } from './state.js';

const late = at(60);
const remark = '1'.repeat(64);
const other = '2'.repeat(64);
const allowed: Command = {
  type: 'SubmitSignRequest',
  requestId: 'request-1',
  steps: [{}],
  tasks: [{ taskId: '1.1', step: 1, mayRemark: true }, { taskId: '1.2', step: 1, mayRemark: false }, { taskId: '1.3', step: 1 }],
};
const consentWith = (taskId: string, remarkCommitment: string, authorisationId = `authorisation-${taskId}`): Command => ({
  type: 'RecordConsent',
  taskId,
  authorisationId,
  preparedSha256,
  remarkCommitment,
});
const signatureWith = (taskId: string, remarkCommitment: string): Command => ({ ...signature(taskId), remarkCommitment }) as Command;
const code = (state: SignRequestState, command: Command): string => {
  const decision = decide(state, command, late);
  return decision.ok ? 'accepted' : decision.rejection.code;
};
const taskIn = (state: SignRequestState, taskId: string): unknown => state.tasks.find((task) => task.taskId === taskId);

describe('signing with a remark', () => {
  const open = after(allowed, prepared);

  it('is off unless the sender gave it, and given to one it is not given to the next', () => {
    expect(code(after(submit([1]), prepared), consentWith('1.1', remark))).toBe('remark-not-allowed');
    expect(code(open, consentWith('1.1', remark))).toBe('accepted');
    expect(code(open, consentWith('1.2', remark))).toBe('remark-not-allowed');
    expect(code(open, consentWith('1.3', remark))).toBe('remark-not-allowed');
  });

  it('nobody has to remark', () => {
    const consented = after(allowed, prepared, consent('1.1'));
    expect(taskIn(consented, '1.1')).not.toHaveProperty('remarkCommitment');
    expect(code(consented, signature('1.1'))).toBe('accepted');
  });

  it.each(['Deltog från § 4.', '', 'A'.repeat(64), '1'.repeat(63), `${'1'.repeat(64)}\n`])('keeps no text, only a commitment: %j is refused', (text) => {
    expect(code(open, consentWith('1.1', text))).toBe('remark-not-committed');
  });

  it('another remark than the one consented to, none, or one too many: no signature', () => {
    const consented = after(allowed, prepared, consentWith('1.1', remark), consent('1.2'));
    expect(code(consented, signatureWith('1.1', other))).toBe('remark-mismatch');
    expect(code(consented, signature('1.1'))).toBe('remark-mismatch');
    expect(code(consented, signatureWith('1.2', remark))).toBe('remark-mismatch');
    expect(code(consented, signatureWith('1.1', remark))).toBe('accepted');
  });

  it('cannot be changed by consenting again', () => {
    const consented = after(allowed, prepared, consentWith('1.1', remark));
    expect(code(consented, consentWith('1.1', other))).toBe('already-consented');
  });

  it('falls with its consent, and the next consent brings its own or none', () => {
    const voiding: Command = { type: 'VoidConsent', taskId: '1.1', authorisationId: 'authorisation-1.1', cause: 'consent-too-old' };
    const again = after(allowed, prepared, consentWith('1.1', remark), voiding);
    expect(taskIn(again, '1.1')).toMatchObject({ status: 'open', mayRemark: true });
    expect(taskIn(again, '1.1')).not.toHaveProperty('remarkCommitment');
    const without = after(allowed, prepared, consentWith('1.1', remark), voiding, consent('1.1'));
    expect(code(without, signatureWith('1.1', remark))).toBe('remark-mismatch');
    expect(code(without, signature('1.1'))).toBe('accepted');
  });

  it('stands in the fact and in the state of who signed, also out of JSON', () => {
    const decision = decide(open, consentWith('1.1', remark), late);
    if (!decision.ok) throw new Error(decision.rejection.code);
    expect(decision.events).toMatchObject([{ type: 'SignTaskConsented', remarkCommitment: remark }]);
    const stored = JSON.parse(JSON.stringify(decision.events)) as typeof decision.events;
    const signed = decide(evolveAll(open, stored), signatureWith('1.1', remark), late);
    if (!signed.ok) throw new Error(signed.rejection.code);
    expect(taskIn(evolveAll(evolveAll(open, stored), signed.events), '1.1')).toMatchObject({ status: 'signed', remarkCommitment: remark });
  });

  it('where nobody may remark, facts and state are what they were', () => {
    const decision = decide(initialState, submit([1]), late);
    expect(decision.ok && decision.events[0]).toHaveProperty('tasks', [{ taskId: '1.1', step: 1 }]);
  });
});
