import type { SignRequestSummary } from '../../api/model/desk.js';
import { groupCases } from './group-cases.js';

const item = (id: string, change: Partial<SignRequestSummary>): SignRequestSummary => ({
  id,
  state: 'awaitingSignatures',
  title: id,
  body: { name: 'Exempelkommun' },
  meetingDate: '2026-03-27',
  signedCount: 0,
  taskCount: 2,
  createdAt: '2026-03-28T08:00:00Z',
  ...change,
});

describe('what the desk shows first', () => {
  it('puts trouble and declines before everything else, even in a case that is over', () => {
    const groups = groupCases([
      item('running', {}),
      item('done', { state: 'completed' }),
      item('stuck', { attention: { code: 'timestamp-unavailable', cause: 'timestamping-failed' } }),
      item('declined', { state: 'declined' }),
      item('done-but-mail-failed', { state: 'completed', attention: { code: 'mail-failed' } }),
    ]);
    expect(groups.needsAttention.map(({ id }) => id)).toEqual(['stuck', 'declined', 'done-but-mail-failed']);
    expect(groups.open.map(({ id }) => id)).toEqual(['running']);
    expect(groups.closed.map(({ id }) => id)).toEqual(['done']);
  });

  it('shows every case exactly once', () => {
    const states = ['draft', 'preparing', 'awaitingSignatures', 'completing', 'completed', 'declined', 'expired', 'withdrawn', 'superseded'] as const;
    const groups = groupCases(states.map((state) => item(state, { state })));
    expect([...groups.needsAttention, ...groups.open, ...groups.closed]).toHaveLength(states.length);
  });
});
