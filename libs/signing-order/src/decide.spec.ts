import type { Command } from './commands.js';
import { decide } from './decide.js';
import { evolveAll } from './evolve.js';
import { after, at, completion, consent, prepared, signature, submit } from './testing/histories.js';
import { initialState, type SignRequestState } from './state.js';

const late = at(60);
const statuses = (state: SignRequestState): Record<string, string> =>
  Object.fromEntries(state.tasks.map((task) => [task.taskId, task.status]));
const code = (state: SignRequestState, command: Command, now = late): string => {
  const decision = decide(state, command, now);
  return decision.ok ? 'accepted' : decision.rejection.code;
};
const then = (state: SignRequestState, command: Command, now = late): SignRequestState => {
  const decision = decide(state, command, now);
  if (!decision.ok) throw new Error(decision.rejection.code);
  return evolveAll(state, decision.events);
};

describe('submission', () => {
  it.each([
    ['no-signatory', submit([])],
    ['no-signatory', { ...submit([]), steps: [{}] } as Command],
    ['steps-not-contiguous', submit([1, 0, 1])],
    ['bad-quorum', submit([2], [3])],
    ['bad-quorum', submit([2], [0])],
    ['bad-quorum', submit([2], [1.5])],
    ['too-many-signatories', submit([201])],
    ['expiry-in-the-past', submit([1], [], at(0))],
  ])('is refused: %s', (expected, command) => {
    expect(code(initialState, command)).toBe(expected);
  });

  it('the same task twice is refused', () => {
    const twice: Command = { type: 'SubmitSignRequest', requestId: 'r', steps: [{}], tasks: [{ taskId: 'a', step: 1 }, { taskId: 'a', step: 1 }] };
    expect(code(initialState, twice)).toBe('duplicate-task');
  });
});

describe('order', () => {
  it('three in sequence: each opens when the one before has signed', () => {
    let state = after(submit([1, 1, 1]), prepared);
    expect(statuses(state)).toEqual({ '1.1': 'open', '2.1': 'waiting', '3.1': 'waiting' });
    state = then(then(state, consent('1.1')), signature('1.1'));
    expect(statuses(state)).toEqual({ '1.1': 'signed', '2.1': 'open', '3.1': 'waiting' });
    state = then(then(state, consent('2.1')), signature('2.1'));
    state = then(then(state, consent('3.1')), signature('3.1'));
    expect(state.status).toBe('completing');
    expect(then(state, completion).status).toBe('completed');
  });

  it('three in parallel: all open at once, completing after the last only', () => {
    let state = after(submit([3]), prepared, consent('1.3'), consent('1.1'), consent('1.2'), signature('1.1'), signature('1.3'));
    expect(state.status).toBe('awaitingSignatures');
    state = then(state, signature('1.2'));
    expect(state.status).toBe('completing');
  });

  it('out of turn refused', () => {
    const state = after(submit([1, 1]), prepared);
    expect(code(state, consent('2.1'))).toBe('out-of-turn');
    expect(code(state, { type: 'DeclineSignTask', taskId: '2.1', reason: 'No.' })).toBe('out-of-turn');
  });

  it('quorum 2 of 3: the third is released, and refused afterwards with its own code', () => {
    const state = after(submit([3, 1], [2]), prepared, consent('1.1'), consent('1.2'), signature('1.1'), signature('1.2'));
    expect(statuses(state)).toEqual({ '1.1': 'signed', '1.2': 'signed', '1.3': 'released', '2.1': 'open' });
    expect(code(state, consent('1.3'))).toBe('task-closed');
  });

  it('quorum 2 of 3: a third consent given in time is still appended before the next step opens', () => {
    let state = after(submit([3, 1], [2]), prepared, consent('1.1'), consent('1.2'), consent('1.3'), signature('1.1'), signature('1.2'));
    expect(statuses(state)).toMatchObject({ '1.3': 'consented', '2.1': 'waiting' });
    state = then(state, signature('1.3'));
    expect(statuses(state)).toMatchObject({ '1.3': 'signed', '2.1': 'open' });
  });

  it('quorum 2 of 3: voiding the consent that was waited for moves the order on', () => {
    const state = then(
      after(submit([3], [2]), prepared, consent('1.1'), consent('1.2'), consent('1.3'), signature('1.1'), signature('1.2')),
      { type: 'VoidConsent', taskId: '1.3', authorisationId: 'authorisation-1.3', cause: 'consent-too-old' },
    );
    expect(state.status).toBe('completing');
    expect(statuses(state)).toMatchObject({ '1.3': 'released' });
  });
});

describe('consent and signature', () => {
  const state = after(submit([2]), prepared, consent('1.1'));

  it('second submit is named, so that the caller can treat it as done', () => {
    expect(code(state, consent('1.1'))).toBe('already-consented');
    expect(code(then(state, signature('1.1')), consent('1.1'))).toBe('already-signed');
  });
  it('consent to other bytes is refused', () => {
    expect(code(state, { ...consent('1.2'), preparedSha256: 'f'.repeat(64) } as Command)).toBe('prepared-mismatch');
  });
  it('a signature under another authorisation is refused', () => {
    expect(code(state, signature('1.1', 'authorisation-other'))).toBe('other-authorisation');
    expect(code(state, signature('1.2'))).toBe('not-consented');
  });
  it('a signature is recorded once', () => {
    expect(code(then(state, signature('1.1')), signature('1.1'))).toBe('already-signed');
  });
  it('a voided consent can be given again', () => {
    const again = then(state, { type: 'VoidConsent', taskId: '1.1', authorisationId: 'authorisation-1.1', cause: 'person-mismatch' });
    expect(statuses(again)['1.1']).toBe('open');
    expect(again.tasks[0]?.linkRotation).toBe(1);
    expect(again.attention).toMatchObject({ cause: 'person-mismatch', taskId: '1.1' });
    expect(code(again, signature('1.1'))).toBe('not-consented');
    expect(code(again, consent('1.1', 'authorisation-second'))).toBe('accepted');
  });
});

describe('ways out', () => {
  it('decline needs a reason, and freezes the request', () => {
    const state = after(submit([2]), prepared, consent('1.2'));
    expect(code(state, { type: 'DeclineSignTask', taskId: '1.1', reason: '  ' })).toBe('reason-required');
    const declined = then(state, { type: 'DeclineSignTask', taskId: '1.1', reason: '§ 7 is wrong.' });
    expect(declined.status).toBe('declined');
    expect(statuses(declined)).toEqual({ '1.1': 'declined', '1.2': 'closed' });
    expect(code(declined, signature('1.2'))).toBe('illegal-in-state');
  });
  it('decline: not after having consented or signed', () => {
    const state = after(submit([2]), prepared, consent('1.1'));
    const decline: Command = { type: 'DeclineSignTask', taskId: '1.1', reason: 'Changed my mind.' };
    expect(code(state, decline)).toBe('already-consented');
    expect(code(then(state, signature('1.1')), decline)).toBe('already-signed');
  });
  it('withdraw voids each open consent with a fact of its own', () => {
    const decision = decide(after(submit([2]), prepared, consent('1.1'), consent('1.2')), { type: 'WithdrawSignRequest', reason: 'New file.' }, late);
    expect(decision.ok && decision.events.filter((event) => event.type === 'SignTaskConsentVoided').map((event) => event.authorisationId)).toEqual([
      'authorisation-1.1',
      'authorisation-1.2',
    ]);
  });
  it('withdraw: not twice, and not once completed', () => {
    const withdraw: Command = { type: 'WithdrawSignRequest', reason: 'New file.' };
    expect(code(then(after(submit([1])), withdraw), withdraw)).toBe('illegal-in-state');
    expect(code(after(submit([1]), prepared, consent('1.1'), signature('1.1'), completion), withdraw)).toBe('illegal-in-state');
    expect(code(after(submit([1]), prepared, consent('1.1'), signature('1.1')), withdraw)).toBe('accepted');
  });
  it('expiry binds before the sweep has come by, and reopening opens the same step', () => {
    const invited: Command = { type: 'RecordInvitation', taskId: '2.1', rotation: 0 };
    const state = after(submit([1, 2], [], at(30)), prepared, consent('1.1'), signature('1.1'), invited, consent('2.1'));
    expect(code(state, consent('2.2'), at(30))).toBe('request-expired');
    expect(code(state, { type: 'ExpireSignRequest' }, at(29))).toBe('not-expired');
    const expired = then(state, { type: 'ExpireSignRequest' }, at(30));
    expect(statuses(expired)).toEqual({ '1.1': 'signed', '2.1': 'closed', '2.2': 'closed' });
    const reopened = then(then(expired, { type: 'ReopenSignRequest', extensionId: 'extension-1' }), { type: 'ResumeSigningOrder' });
    expect(reopened.tasks.map((task) => task.linkRotation)).toEqual([0, 1, 0]);
    expect(reopened.status).toBe('awaitingSignatures');
    expect(statuses(reopened)).toEqual({ '1.1': 'signed', '2.1': 'open', '2.2': 'open' });
    expect(code(reopened, consent('2.2'))).toBe('accepted');
  });
});

describe('links and attention', () => {
  const state = after(submit([1]), prepared);
  it('twice at once → one invitation', () => {
    const invite: Command = { type: 'RecordInvitation', taskId: '1.1', rotation: 0 };
    const second = decide(then(state, invite), invite, late);
    expect(second).toEqual({ ok: true, events: [] });
  });
  it('resend rotates the link, and an invitation with the old one is stale', () => {
    const rotated = then(state, { type: 'ResendLink', taskId: '1.1' });
    expect(rotated.tasks[0]?.linkRotation).toBe(1);
    expect(code(rotated, { type: 'RecordInvitation', taskId: '1.1', rotation: 0 })).toBe('stale-link');
  });
  it('trouble is a flag beside the state; success of the same kind clears it, another kind does not', () => {
    const consented = then(state, consent('1.1'));
    const trouble = then(consented, { type: 'RaiseAttention', cause: 'timestamping-failed', code: 'timestamp-unavailable' });
    expect(trouble).toMatchObject({ status: 'awaitingSignatures', attention: { cause: 'timestamping-failed' } });
    expect(decide(trouble, { type: 'RaiseAttention', cause: 'timestamping-failed', code: 'timestamp-unavailable' }, at(99))).toEqual({ ok: true, events: [] });
    expect(then(trouble, signature('1.1')).attention).toBeUndefined();
    const mail = then(consented, { type: 'RaiseAttention', cause: 'mail-failed', code: 'refused' });
    expect(then(mail, signature('1.1')).attention).toMatchObject({ cause: 'mail-failed' });
  });
  it('failed preparation is trouble, and preparing again ends it', () => {
    const failed = then(after(submit([1])), { type: 'RecordPreparationFailed', code: 'missing-glyph' });
    expect(failed).toMatchObject({ status: 'preparing', attention: { cause: 'preparation-failed', code: 'missing-glyph' } });
    expect(then(failed, prepared)).not.toHaveProperty('attention');
  });
});
