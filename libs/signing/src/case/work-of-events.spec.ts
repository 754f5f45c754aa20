import { decide, evolveAll, initialState, type Command, type SignRequestState } from '#signing-order';
import { workDue } from '../sweep/work-due.js';
import { workOfEvents } from './work-of-events.js';

const ref = { bodyId: 'body', signRequestId: 'request' };
const now = new Date('2026-03-27T12:00:00.000Z');

/** Runs the commands; the last one's work. */
function run(...commands: readonly Command[]): { keys: string[]; state: SignRequestState } {
  let state = initialState;
  let keys: string[] = [];
  for (const command of commands) {
    const decision = decide(state, command, now);
    if (!decision.ok) throw new Error(decision.rejection.code);
    const after = evolveAll(state, decision.events);
    keys = workOfEvents(ref, state, after, decision.events).map((work) => work.effectKey);
    state = after;
  }
  return { keys, state };
}
const submit: Command = { type: 'SubmitSignRequest', requestId: 'request', steps: [{}, {}], tasks: [{ taskId: 'a', step: 1 }, { taskId: 'b', step: 2 }, { taskId: 'c', step: 2 }] };
const prepared: Command = { type: 'RecordPrepared', preparedSha256: 'p', preparedLength: 1 };
const invited = (taskId: string): Command => ({ type: 'RecordInvitation', taskId, rotation: 0 });
const consent = (taskId: string): Command => ({ type: 'RecordConsent', taskId, authorisationId: `auth-${taskId}`, preparedSha256: 'p' });
const signed = (taskId: string): Command => ({ type: 'RecordSignature', taskId, authorisationId: `auth-${taskId}`, revisionNumber: 2, revisionSha256: 'r' });

describe('what follows from facts', () => {
  it('leads from one to the next without a gap', () => {
    expect(run(submit).keys).toEqual(['prepare:request']);
    expect(run(submit, prepared).keys).toEqual(['invitation:a:0']);
    expect(run(submit, prepared, consent('a')).keys).toEqual(['append:auth-a']);
    expect(run(submit, prepared, consent('a'), signed('a')).keys).toEqual(['signed:a', 'invitation:b:0', 'invitation:c:0']);
    const all = [submit, prepared, consent('a'), signed('a'), consent('b'), signed('b'), consent('c'), signed('c')];
    expect(run(...all).keys).toEqual(['signed:c', 'complete:request']);
    expect(run(...all, { type: 'RecordCompletion', revisionNumber: 5, revisionSha256: 'r' }).keys).toEqual(['completed:a', 'completed:b', 'completed:c', 'notice:request:adjusted:sender', 'notice:request:adjusted:office']);
  });

  it('a rotated link is a new invitation', () => {
    expect(run(submit, prepared, { type: 'ResendLink', taskId: 'a' }).keys).toEqual(['invitation:a:1']);
  });

  it('a decline is told to those who were asked, those who signed included, not to who declined nor to who was never asked', () => {
    const decline: Command = { type: 'DeclineSignTask', taskId: 'b', reason: 'No.' };
    expect(run(submit, prepared, consent('a'), signed('a'), decline).keys).toEqual(['declined:a', 'declined:c']);
    expect(run(submit, prepared, { ...decline, taskId: 'a' }).keys).toEqual([]);
  });

  it('a withdrawal too', () => {
    expect(run(submit, { type: 'WithdrawSignRequest', reason: 'No.' }).keys).toEqual([]);
    expect(run(submit, prepared, { type: 'WithdrawSignRequest', reason: 'No.' }).keys).toEqual(['withdrawn:a']);
  });

  it('a time that ran out too, to those who were asked, and to whoever can open the case again', () => {
    const dated = { ...submit, expiresAt: new Date(now.getTime() + 1) };
    let state = initialState;
    for (const command of [dated, prepared]) {
      const decision = decide(state, command, now);
      if (!decision.ok) throw new Error(decision.rejection.code);
      state = evolveAll(state, decision.events);
    }
    const decision = decide(state, { type: 'ExpireSignRequest' }, new Date(now.getTime() + 1));
    if (!decision.ok) throw new Error(decision.rejection.code);
    const works = workOfEvents(ref, state, evolveAll(state, decision.events), decision.events);
    const until = dated.expiresAt?.toISOString() ?? '';
    expect(works.map((work) => work.effectKey)).toEqual([`expired:a:${until}`, `escalation:request:expired::${until}:sender`, `escalation:request:expired::${until}:office`]);
  });
});

describe('what follows from new dates', () => {
  const extend: Command = { type: 'ExtendSignRequest', extensionId: 'x', dueDate: '2026-05-01' };

  it('is a word to everybody who was asked, once a change', () => {
    expect(run(submit, prepared, consent('a'), signed('a'), extend).keys).toEqual(['extended:x:a', 'extended:x:b', 'extended:x:c']);
    expect(run(submit, extend).keys).toEqual([]);
  });

  it('in a case that is opened again is that the signer says who is at turn, under the key that the reconciler finds', () => {
    let { state } = run({ ...submit, expiresAt: new Date(now.getTime() + 1) }, prepared, invited('a'), consent('a'), signed('a'));
    let keys: string[] = [];
    for (const command of [{ type: 'ExpireSignRequest' }, { type: 'ReopenSignRequest', extensionId: 'x' }] as const) {
      const decision = decide(state, command, new Date(now.getTime() + 1));
      if (!decision.ok) throw new Error(decision.rejection.code);
      const after = evolveAll(state, decision.events);
      keys = workOfEvents(ref, state, after, decision.events).map((work) => work.effectKey);
      state = after;
    }
    expect(keys).toEqual(['resume:x', 'extended:x:a']);
    expect(workDue(ref, state)).toMatchObject([{ queue: 'append' }]);
  });
});

describe('what a state waits for', () => {
  it('is what the events gave out, under the same keys', () => {
    for (const history of [[submit], [submit, prepared], [submit, prepared, consent('a')]]) {
      const { keys, state } = run(...history);
      expect(workDue(ref, state).map((work) => work.effectKey)).toEqual(keys);
    }
  });
  it('is nothing while people are asked, and nothing at the end', () => {
    expect(workDue(ref, run(submit, prepared, invited('a')).state)).toEqual([]);
    expect(workDue(ref, run(submit, { type: 'WithdrawSignRequest', reason: 'No.' }).state)).toEqual([]);
  });
});
