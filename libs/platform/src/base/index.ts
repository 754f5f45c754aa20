// What needs no package: a command that signs one file must not wait for a logger and a schema library (ADR 10).
export { systemClock, type Clock } from '../clock.js';
export { describeError, errorCode, JusteraError, type ErrorDetails } from '../errors.js';
