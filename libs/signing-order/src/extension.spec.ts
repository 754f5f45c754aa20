import type { Command } from './commands.js';
import { decide } from './decide.js';
import { evolveAll } from './evolve.js';
import { isToBeResumed } from './resume.js';
import type { SignRequestState } from './state.js';
import { after, at, consent, prepared, signature, submit } from './testing/histories.js';

const extend = (dates: object): Command => ({ type: 'ExtendSignRequest', extensionId: 'extension-1', ...dates });
const reopen = (dates: object = {}): Command => ({ type: 'ReopenSignRequest', extensionId: 'extension-1', ...dates });
const resume: Command = { type: 'ResumeSigningOrder' };
const expire: Command = { type: 'ExpireSignRequest' };
const code = (state: SignRequestState, command: Command, minute = 60): string => {
  const decision = decide(state, command, at(minute));
  return decision.ok ? 'accepted' : decision.rejection.code;
};
const events = (state: SignRequestState, command: Command, minute = 60) => {
  const decision = decide(state, command, at(minute));
  if (!decision.ok) throw new Error(decision.rejection.code);
  return decision.events;
};
const then = (state: SignRequestState, command: Command, minute = 60): SignRequestState => evolveAll(state, events(state, command, minute));
const statuses = (state: SignRequestState): string[] => state.tasks.map(({ status }) => status);

describe('expiry extended before', () => {
  const state = after(submit([1], [], at(30)), prepared);

  it('binds at the new time, and not at the old one', () => {
    const extended = then(state, extend({ expiresAt: at(90) }), 20);
    expect(code(extended, expire, 30)).toBe('not-expired');
    expect(code(extended, consent('1.1'), 60)).toBe('accepted');
    expect(code(extended, consent('1.1'), 90)).toBe('request-expired');
    expect(code(extended, expire, 90)).toBe('accepted');
  });

  it('can be switched off, and on where there was none', () => {
    expect(then(state, extend({ expiresAt: null }), 20)).not.toHaveProperty('expiresAt');
    expect(then(after(submit([1]), prepared), extend({ expiresAt: at(90) }), 20).expiresAt).toBe(at(90).toISOString());
  });

  it('must lie ahead; a due date alone leaves it as it is; nothing new is no fact', () => {
    expect(code(state, extend({ expiresAt: at(20) }), 20)).toBe('expiry-in-the-past');
    expect(then(state, extend({ dueDate: '2026-05-01' }), 20).expiresAt).toBe(at(30).toISOString());
    expect(events(state, extend({ dueDate: '2026-05-01' }), 20)).toMatchObject([{ type: 'SignRequestExtended', extensionId: 'extension-1', dueDate: '2026-05-01' }]);
    expect(events(state, extend({}), 20)).toEqual([]);
  });

  it('while the file is prepared too, and not once the request has ended', () => {
    expect(code(after(submit([1], [], at(30))), extend({ expiresAt: at(90) }), 20)).toBe('accepted');
    expect(code(then(state, expire), extend({ expiresAt: at(90) }))).toBe('illegal-in-state');
    expect(code(then(state, { type: 'WithdrawSignRequest', reason: 'New file.' }), extend({ expiresAt: at(90) }))).toBe('illegal-in-state');
  });
});

describe('reopened', () => {
  const inMidStep = then(after(submit([1, 2, 1], [], at(30)), prepared, consent('1.1'), signature('1.1'), consent('2.1'), signature('2.1')), expire);

  it('asks nobody by itself: whoever reopens at the desk may not say whose turn it is', () => {
    expect(events(inMidStep, reopen({ expiresAt: at(90) })).map(({ type }) => type)).toEqual(['SignRequestReopened']);
    const reopened = then(inMidStep, reopen());
    expect(reopened.status).toBe('awaitingSignatures');
    expect(isToBeResumed(reopened)).toBe(true);
    expect(statuses(reopened)).toEqual(['signed', 'signed', 'waiting', 'waiting']);
    expect(code(reopened, consent('2.2'))).toBe('out-of-turn');
  });

  it('the signer asks those of the same step who have not signed, once', () => {
    const resumed = then(then(inMidStep, reopen()), resume);
    expect(statuses(resumed)).toEqual(['signed', 'signed', 'open', 'waiting']);
    expect(isToBeResumed(resumed)).toBe(false);
    expect(events(resumed, resume)).toEqual([]);
  });

  it('has no expiry unless it is given a new one, which binds', () => {
    expect(then(inMidStep, reopen())).not.toHaveProperty('expiresAt');
    expect(code(inMidStep, reopen({ expiresAt: at(60) }))).toBe('expiry-in-the-past');
    const again = then(then(inMidStep, reopen({ expiresAt: at(90) })), resume);
    expect(code(again, consent('2.2'), 90)).toBe('request-expired');
    expect(statuses(then(again, expire, 90))).toEqual(['signed', 'signed', 'closed', 'closed']);
  });

  it('before the file was prepared it is prepared, and nobody is at turn before that', () => {
    const reopened = then(then(after(submit([1], [], at(30))), expire), reopen());
    expect(reopened.status).toBe('preparing');
    expect(isToBeResumed(reopened)).toBe(false);
    expect(statuses(then(reopened, prepared))).toEqual(['open']);
  });

  it('goes on where a voided consent was all that its last step waited for', () => {
    const state = after(submit([3], [2], at(30)), prepared, consent('1.1'), consent('1.2'), consent('1.3'), signature('1.1'), signature('1.2'));
    const reopened = then(then(state, expire), reopen());
    expect(isToBeResumed(reopened)).toBe(true);
    expect(then(reopened, resume).status).toBe('completing');
  });

  it('with its quorum reached, nothing is to be opened but the next step', () => {
    const state = then(after(submit([3, 1], [2], at(30)), prepared, consent('1.1'), consent('1.2'), signature('1.1'), signature('1.2')), expire);
    expect(statuses(then(then(state, reopen()), resume))).toEqual(['signed', 'signed', 'released', 'open']);
  });
});

it('a request that everybody has signed does not expire while an error report holds it: nobody is late', () => {
  const held = after(submit([1], [], at(30)), prepared, { type: 'ReportError', taskId: '1.1', reportId: 'r', reason: '§ 7.' }, consent('1.1'), signature('1.1'));
  expect(code(held, expire)).toBe('nothing-left-to-sign');
  expect(code(after(submit([2], [], at(30)), prepared, { type: 'ReportError', taskId: '1.1', reportId: 'r', reason: '§ 7.' }, consent('1.1'), signature('1.1')), expire)).toBe('accepted');
});
