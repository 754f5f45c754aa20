import * as fc from 'fast-check';
import type { CommandType } from './commands.js';
import { decide } from './decide.js';
import { after, at, commandArbitraries, completion, consent, prepared, signature, submit } from './testing/histories.js';
import { finalStatuses, initialState, requestStatuses, type RequestStatus, type SignRequestState } from './state.js';
import { transitionFor, transitions } from './transitions.js';

const awaiting = after(submit([1]), prepared);
const samples: Readonly<Record<RequestStatus, SignRequestState>> = {
  draft: initialState,
  preparing: after(submit([1])),
  awaitingSignatures: awaiting,
  completing: after(submit([1]), prepared, consent('1.1'), signature('1.1')),
  completed: after(submit([1]), prepared, consent('1.1'), signature('1.1'), completion),
  declined: after(submit([1]), prepared, { type: 'DeclineSignTask', taskId: '1.1', reason: 'Not what we decided.' }),
  expired: after(submit([1], [], at(2)), prepared, { type: 'ClearAttention' }, { type: 'ExpireSignRequest' }),
  withdrawn: after(submit([1]), { type: 'WithdrawSignRequest', reason: 'Wrong file.' }),
  superseded: after(submit([1]), prepared, { type: 'SupersedeSignRequest', byRequestId: 'request-2', reason: '§ 7 corrected.' }),
};
const commandTypes = Object.keys(commandArbitraries) as CommandType[];

describe('the transition table', () => {
  it.each(requestStatuses)('state %s is reached by real commands', (status) => {
    expect(samples[status].status).toBe(status);
  });

  it('has one row for a pair of state and command', () => {
    const pairs = transitions.map(({ from, command }) => `${from} ${command}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('is used by some command everywhere: no command is dead', () => {
    for (const type of commandTypes) expect(transitions.some(({ command }) => command === type)).toBe(true);
  });

  it('has no dead end: every state that is not final leads to another', () => {
    for (const status of requestStatuses) {
      const leaves = transitions.some(({ from, to }) => from === status && to.some((target) => target !== status));
      expect({ status, leaves }).toEqual({ status, leaves: !finalStatuses.includes(status) });
    }
  });

  it('reaches every state from draft', () => {
    const reached = new Set<RequestStatus>(['draft']);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const { from, to } of transitions) if (reached.has(from)) to.forEach((target) => reached.add(target));
    }
    expect([...requestStatuses].filter((status) => !reached.has(status))).toEqual([]);
  });

  it.each(requestStatuses.flatMap((status) => commandTypes.map((type) => [type, status] as const)))(
    '%s in %s is answered',
    (type, status) => {
      fc.assert(
        fc.property(commandArbitraries[type], fc.integer({ min: 0, max: 100 }), (command, minutes) => {
          const decision = decide(samples[status], command, at(minutes));
          if (transitionFor(status, type) === undefined) {
            expect(decision).toMatchObject({ ok: false, rejection: { code: 'illegal-in-state', command: type, status } });
          } else if (!decision.ok) {
            expect(decision.rejection.code).not.toBe('illegal-in-state');
          }
        }),
        { numRuns: 30 },
      );
    },
  );
});
