import { parseArgs, type ParseArgsConfig } from 'node:util';
import { errorCode } from '#platform/base';
import { UsageError } from '../usage.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** `parseArgs`, its complaints as `UsageError`. */
export function parseOptions<Given extends Options>(args: readonly string[], options: Given) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options, strict: true });
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    const { message } = error as Error;
    throw new UsageError(message.split('. To ')[0] ?? message);
  }
}

/** The only positional argument. */
export function onlyInput(positionals: readonly string[]): string {
  const [input, other] = positionals;
  if (input === undefined) throw new UsageError('the PDF to read is missing');
  if (other !== undefined) throw new UsageError(`one PDF at a time; what is "${other}"?`);
  return input;
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`${option} is missing`);
  return value;
}

export function oneOf<Choice extends string>(value: string, choices: readonly Choice[], option: string): Choice {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw new UsageError(`${option} is one of ${choices.join(', ')}, not "${value}"`);
  return chosen;
}
