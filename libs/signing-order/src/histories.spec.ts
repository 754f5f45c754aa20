import * as fc from 'fast-check';
import { evolveAll } from './evolve.js';
import { histories, play } from './testing/histories.js';
import { isHeld, isOrderFulfilled, isReadyToComplete, isStepFulfilled } from './progress.js';
import { initialState } from './state.js';
import { isToBeResumed } from './resume.js';
import { transitionFor } from './transitions.js';

const runs = { numRuns: 3000 };

describe('random histories', () => {
  it('reach completion often enough to prove something', () => {
    const reached = fc.sample(histories, { numRuns: 3000, seed: 7 }).map((history) => play(history).state.status);
    expect(reached.filter((status) => status === 'completed').length).toBeGreaterThan(20);
    expect(new Set(reached).size).toBeGreaterThanOrEqual(7);
  });

  it('never-two-completions', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { events } = play(history);
        expect(events.filter((event) => event.type === 'SignRequestCompleted').length).toBeLessThanOrEqual(1);
        expect(events.filter((event) => event.type === 'SigningOrderFulfilled').length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  it('completing begins exactly when every step is fulfilled', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { after } of play(history).turns) {
          if (after.status === 'completing' || after.status === 'completed') expect(isOrderFulfilled(after)).toBe(true);
          if (after.status === 'awaitingSignatures' && !isHeld(after)) expect(isOrderFulfilled(after) && !isReadyToComplete(after)).toBe(false);
        }
      }),
      runs,
    );
  });

  it('signed-out-of-turn never happens: earlier steps are fulfilled before a later signature', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { before, events } of play(history).turns) {
          for (const event of events) {
            if (event.type !== 'SignTaskSigned' && event.type !== 'SignTaskConsented') continue;
            const task = before.tasks.find(({ taskId }) => taskId === event.taskId);
            expect(task?.step).toBe(before.currentStep);
            for (let step = 1; step < (task?.step ?? 0); step += 1) expect(isStepFulfilled(before, step)).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('one consent gives at most one signature, and no signature lacks its consent', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const open = new Map<string, string>();
        const signed = new Set<string>();
        for (const event of play(history).events) {
          if (event.type === 'SignTaskConsented') open.set(event.taskId, event.authorisationId);
          if (event.type === 'SignTaskConsentVoided') {
            expect(open.get(event.taskId)).toBe(event.authorisationId);
            open.delete(event.taskId);
          }
          if (event.type === 'SignTaskSigned') {
            expect(open.get(event.taskId)).toBe(event.authorisationId);
            expect(signed.has(event.taskId)).toBe(false);
            open.delete(event.taskId);
            signed.add(event.taskId);
          }
        }
      }),
      runs,
    );
  });

  it('a signature shows the remark that its consent carried, or none where that carried none', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const consented = new Map<string, string | undefined>();
        for (const { command, events } of play(history).turns) {
          for (const event of events) if (event.type === 'SignTaskConsented') consented.set(event.authorisationId + event.taskId, event.remarkCommitment);
          if (command.type === 'RecordSignature') expect(command.remarkCommitment).toBe(consented.get(command.authorisationId + command.taskId));
        }
      }),
      runs,
    );
  });

  it('remarks come through often enough to prove something, and only from who may', () => {
    const all = fc.sample(histories, { numRuns: 12_000, seed: 7 }).flatMap((history) => play(history).state.tasks);
    const remarked = all.filter((task) => task.remarkCommitment !== undefined);
    expect(remarked.filter((task) => task.status === 'signed').length).toBeGreaterThan(20);
    expect(remarked.filter((task) => task.mayRemark !== true)).toEqual([]);
  });

  it('a request that ended leaves no consent open and no signatory waiting', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { after } of play(history).turns) {
          if (['draft', 'preparing', 'awaitingSignatures', 'completing'].includes(after.status)) continue;
          expect(after.tasks.filter((task) => ['open', 'waiting', 'consented'].includes(task.status))).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('while signatures are awaited somebody can always act', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { after } of play(history).turns) {
          if (after.status !== 'awaitingSignatures') continue;
          // A signatory, or a clerk who owes an answer, or we ourselves once it is given, and once the request is reopened.
          const someone = after.tasks.some((task) => task.status === 'open' || task.status === 'consented');
          expect(someone || isHeld(after) || isToBeResumed(after)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('every accepted command ends where the table says', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { before, command, after } of play(history).turns) {
          expect(transitionFor(before.status, command.type)?.to).toContain(after.status);
        }
      }),
      runs,
    );
  });

  it('replaying the facts gives the same state, also out of JSON', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { state, events } = play(history);
        const stored = JSON.parse(JSON.stringify(events)) as typeof events;
        expect(evolveAll(initialState, stored)).toEqual(state);
        expect(state.version).toBe(events.length);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: 1000 },
    );
  });
});
