import { JusteraError } from '#platform';

export type JobsErrorCode = 'payload-invalid' | 'queue-unreachable' | 'queue-url-invalid';

export class JobsError extends JusteraError<JobsErrorCode> {}
