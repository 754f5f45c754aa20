import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeFeed } from '#persistence';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { viewCeremony, type CeremonyView } from './view-ceremony.js';

export interface Patience {
  /** The `marker` that the asker has seen. */
  readonly after: string;
  /** How long to wait at most. */
  readonly milliseconds: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
}

/**
 * The view as soon as it is another than the one seen, or as it stands when patience ends. No connection to the database is held meanwhile.
 * @throws SigningError `not-found`
 */
export async function viewChangedCeremony(core: SigningCore, changes: ChangeFeed, ref: TaskRef, { after, milliseconds, signal }: Patience): Promise<CeremonyView> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const watch = changes.watch(ref.taskId, ref.signRequestId);
    try {
      const view = await viewCeremony(core, ref);
      const left = until - performance.now();
      if (view.marker !== after || left <= 0 || signal.aborted) return view;
      await either(watch.changed, left, signal);
    } finally {
      watch.stop();
    }
  }
}

async function either(changed: Promise<void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const stop = (): void => over.abort();
  signal.addEventListener('abort', stop, { once: true });
  // An aborted timer is no failure: somebody knows better, or has left.
  const timeIsUp = sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    await Promise.race([changed, timeIsUp]);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
