/**
 * Problem details (RFC 9457) as the API sends them: `code` is stable and from a closed union in the API, `detailSv` and
 * `detailEn` are sentences for people. Never shown: `type`, `title`, `detail`.
 */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly detailSv?: string;
  readonly detailEn?: string;
  readonly reference?: string;
  /** Only with `code-wrong`. */
  readonly triesLeft?: number;
  /** Only with `remark-unshowable`: which ones. */
  readonly characters?: readonly string[];
}

/** The two codes this client makes itself, when there is no problem document to show. */
export type ClientProblemCode = 'network' | 'unexpected';

/** What every function in this folder throws, and nothing else. */
export class ProblemError extends Error {
  constructor(readonly problem: ProblemDetails) {
    super(problem.code);
    this.name = 'ProblemError';
  }
}

/** A problem that the page noticed itself: no network, or an answer that is not ours (a proxy's page, say). */
export function clientProblem(code: ClientProblemCode, status: number): ProblemError {
  return new ProblemError({ type: 'about:blank', title: code, status, code });
}

/** Turns whatever was caught into a problem to show: a bug in the page must not leave a blank screen. */
export function toProblem(caught: unknown): ProblemDetails {
  if (caught instanceof ProblemError) return caught.problem;
  return clientProblem('unexpected', 0).problem;
}
