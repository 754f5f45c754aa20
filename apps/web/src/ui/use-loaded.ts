import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../api/problem.js';

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly problem: ProblemDetails | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
  readonly replace: (value: T) => void;
}

/** Fetches when `key` changes; an answer to an older question is dropped. What was shown stays until the new is here. */
export function useLoaded<T>(load: () => Promise<T>, key: unknown): Loaded<T> {
  const [value, setValue] = useState<T | undefined>(undefined);
  const [problem, setProblem] = useState<ProblemDetails | undefined>(undefined);
  const [loading, setLoading] = useState(true);
  const question = useRef(0);
  const loader = useRef(load);
  loader.current = load;
  const reload = useCallback(() => {
    const mine = ++question.current;
    setLoading(true);
    loader.current().then(
      (answer) => {
        if (mine !== question.current) return;
        setValue(answer);
        setProblem(undefined);
        setLoading(false);
      },
      (caught: unknown) => {
        if (mine !== question.current) return;
        setProblem(toProblem(caught));
        setLoading(false);
      },
    );
  }, []);
  useEffect(() => {
    reload();
    return () => {
      question.current += 1;
    };
  }, [key, reload]);
  const replace = useCallback((next: T) => setValue(next), []);
  return { value, problem, loading, reload, replace };
}
