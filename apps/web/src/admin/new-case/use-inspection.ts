import { useCallback, useRef, useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../../api/problem.js';
import { inspect as ask, type IntakeInspection } from '../../api/staff.js';

export interface Inspection {
  readonly file: File | undefined;
  readonly share: number;
  readonly result: IntakeInspection | undefined;
  readonly problem: ProblemDetails | undefined;
  readonly inspect: (file: File) => void;
  /** Whether the clerk lets us write a broken file anew. Asked again for each file. */
  readonly acceptRepair: boolean;
  readonly setAcceptRepair: (accept: boolean) => void;
}

type InspectionState = Pick<Inspection, 'file' | 'share' | 'result' | 'problem'>;

/** Sends a chosen file to be read; a second choice makes the first answer worthless. */
export function useInspection(): Inspection {
  const [state, setState] = useState<InspectionState>({ file: undefined, share: 0, result: undefined, problem: undefined });
  const [acceptRepair, setAcceptRepair] = useState(false);
  const round = useRef(0);
  const inspect = useCallback((file: File) => {
    const mine = ++round.current;
    const update = (part: Partial<InspectionState>): void => {
      if (mine === round.current) setState((before) => ({ ...before, ...part }));
    };
    setState({ file, share: 0, result: undefined, problem: undefined });
    setAcceptRepair(false);
    ask(file, (share) => update({ share })).then(
      (result) => update({ result }),
      (caught: unknown) => update({ problem: toProblem(caught) }),
    );
  }, []);
  return { ...state, inspect, acceptRepair, setAcceptRepair };
}
