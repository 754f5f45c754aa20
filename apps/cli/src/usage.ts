/** The command line was wrong; its message says how it should be. Exit code 64 (EX_USAGE). */
export class UsageError extends Error {}
