/** The media type of a problem document, RFC 9457 §3. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/**
 * A problem document, RFC 9457 §3.1, with our extension members (§3.2).
 * `code` is stable and for programs; `detailSv` and `detailEn` are one human sentence each.
 */
export interface ProblemDetails {
  /** A URI that names the kind of problem. */
  type: string;
  title: string;
  /** The HTTP status code, the same as on the response. */
  status: number;
  code: string;
  detail: string;
  detailSv: string;
  detailEn: string;
  /** What to tell us when asking for help; stands beside the log entry of the same event. */
  reference?: string;
  [extension: string]: unknown;
}
