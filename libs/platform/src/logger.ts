import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { redact, redactText } from './redact.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
export type LogFields = Readonly<Record<string, unknown>>;

/** A structured log. Fields come first, the sentence second. Secrets are hidden, whoever puts them in. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** The same log with `fields` on every line. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  /** The process or part that speaks. */
  name: string;
  level?: LogLevel;
  /** Where lines go; standard output when not given. */
  destination?: DestinationStream;
}

/** One JSON object a line. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = { name: options.name, level: options.level ?? 'info', base: { name: options.name } };
  return wrap(options.destination === undefined ? pino(settings) : pino(settings, options.destination));
}

export const silentLogger: Logger = createLogger({ name: 'silent', level: 'silent' });

function wrap(log: PinoLogger): Logger {
  const line =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: LogFields, message: string): void => {
      if (log.isLevelEnabled(level)) log[level](redactFields(fields), redactText(message));
    };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    child: (fields) => wrap(log.child(redactFields(fields))),
  };
}

function redactFields(fields: LogFields): Record<string, unknown> {
  return redact({ ...fields }) as Record<string, unknown>;
}
