import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ProblemDetails } from '../api/problem.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useSessionEnded } from './staff-session.js';

/** As ProblemNotice; a session that has ended leads to the log-in page instead. */
export function DeskProblem({ problem, children }: { readonly problem: ProblemDetails; readonly children?: ComponentChildren }) {
  const ended = useSessionEnded();
  useEffect(() => {
    if (problem.status === 401) ended();
  }, [problem, ended]);
  return <ProblemNotice problem={problem}>{children}</ProblemNotice>;
}
