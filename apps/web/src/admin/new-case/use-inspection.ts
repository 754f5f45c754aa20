import { useCallback, useRef, useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../../api/problem.js';
import { inspect as ask, type IntakeInspection } from '../../api/staff.js';

export interface Inspection {
  readonly file: File | undefined;
  readonly share: number;
  readonly result: IntakeInspection | undefined;
  readonly problem: ProblemDetails | undefined;
  readonly inspect: (file: File) => void;
}

/** Sends a chosen file to be read; a second choice makes the first answer worthless. */
export function useInspection(): Inspection {
  const [state, setState] = useState<Omit<Inspection, 'inspect'>>({ file: undefined, share: 0, result: undefined, problem: undefined });
  const round = useRef(0);
  const inspect = useCallback((file: File) => {
    const mine = ++round.current;
    const update = (part: Partial<Omit<Inspection, 'inspect'>>): void => {
      if (mine === round.current) setState((before) => ({ ...before, ...part }));
    };
    setState({ file, share: 0, result: undefined, problem: undefined });
    ask(file, (share) => update({ share })).then(
      (result) => update({ result }),
      (caught: unknown) => update({ problem: toProblem(caught) }),
    );
  }, []);
  return { ...state, inspect };
}
