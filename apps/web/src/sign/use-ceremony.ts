import { useCallback, useEffect, useState } from 'preact/hooks';
import { awaitCeremony, getCeremony, openSession, type CeremonyView } from '../api/ceremony.js';
import { toProblem, type ProblemDetails } from '../api/problem.js';
import { rememberLink, tokenOf } from './link.js';

export type Entry =
  | { readonly kind: 'loading' }
  | { readonly kind: 'view'; readonly view: CeremonyView }
  /** The link leads nowhere any more; `token` is what a new one is asked for with. */
  | { readonly kind: 'deadLink'; readonly token: string; readonly problem: ProblemDetails }
  | { readonly kind: 'sessionEnded' }
  | { readonly kind: 'problem'; readonly problem: ProblemDetails };

export interface Ceremony {
  readonly entry: Entry;
  readonly update: (view: CeremonyView) => void;
  /** Asks again in silence, with patience until something has happened after a marker; resolves to the new view, or undefined when the server could not be asked. */
  readonly refresh: (patience?: { readonly after: string; readonly seconds: number }) => Promise<CeremonyView | undefined>;
  readonly retry: () => void;
}

/** Swaps the link for a session, or finds the session again; opening the page itself changes nothing (GET without effect). */
export function useCeremony(path: string): Ceremony {
  const [entry, setEntry] = useState<Entry>({ kind: 'loading' });
  const enter = useCallback(() => {
    const token = tokenOf(path);
    setEntry({ kind: 'loading' });
    const asked = token === undefined ? getCeremony() : openSession(token);
    asked.then(
      (view) => {
        if (token !== undefined) rememberLink(token);
        setEntry({ kind: 'view', view });
      },
      (caught: unknown) => setEntry(explainFailure(toProblem(caught), token)),
    );
  }, [path]);
  useEffect(enter, [enter]);
  const update = useCallback((view: CeremonyView) => setEntry({ kind: 'view', view }), []);
  const refresh = useCallback<Ceremony['refresh']>(async (patience) => {
    try {
      const view = await (patience === undefined ? getCeremony() : awaitCeremony(patience.after, patience.seconds));
      update(view);
      return view;
    } catch (caught) {
      if (toProblem(caught).status === 401) setEntry({ kind: 'sessionEnded' });
      return undefined;
    }
  }, [update]);
  return { entry, update, refresh, retry: enter };
}

function explainFailure(problem: ProblemDetails, token: string | undefined): Entry {
  const refused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
  if (refused && token !== undefined) return { kind: 'deadLink', token, problem };
  if (problem.status === 401) return { kind: 'sessionEnded' };
  return { kind: 'problem', problem };
}
