import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../api/problem.js';
import { getStaffSession, signOut } from '../api/staff.js';

export type SessionState = 'asking' | 'in' | 'out' | 'ended' | 'unknown';

export interface StaffSession {
  readonly state: SessionState;
  readonly problem: ProblemDetails | undefined;
  readonly entered: () => void;
  /** Called by whatever meets a 401: the session has ended. */
  readonly ended: () => void;
  readonly leave: () => Promise<void>;
  readonly askAgain: () => void;
}

export function useStaffSession(): StaffSession {
  const [state, setState] = useState<SessionState>('asking');
  const [problem, setProblem] = useState<ProblemDetails | undefined>(undefined);
  const ask = useCallback(() => {
    setState('asking');
    getStaffSession().then(
      () => setState('in'),
      (caught: unknown) => {
        const failure = toProblem(caught);
        const out = failure.status === 401 || failure.status === 403;
        setProblem(out ? undefined : failure);
        setState(out ? 'out' : 'unknown');
      },
    );
  }, []);
  useEffect(ask, [ask]);
  const leave = useCallback(async () => {
    await signOut();
    setState('out');
  }, []);
  return { state, problem, entered: () => setState('in'), ended: () => setState('ended'), leave, askAgain: ask };
}

/** How a page deep down says that the session has ended. */
export const SessionContext = createContext<() => void>(() => undefined);
export const useSessionEnded = (): (() => void) => useContext(SessionContext);
