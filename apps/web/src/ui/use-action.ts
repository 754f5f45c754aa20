import { useCallback, useRef, useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../api/problem.js';

export interface Action {
  readonly busy: boolean;
  readonly problem: ProblemDetails | undefined;
  /** Runs the work unless it is already running: a double tap sends once. Resolves to whether it succeeded. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
  readonly forget: () => void;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemDetails | undefined>(undefined);
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (caught) {
      setProblem(toProblem(caught));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setProblem(undefined), []);
  return { busy, problem, run, forget };
}
