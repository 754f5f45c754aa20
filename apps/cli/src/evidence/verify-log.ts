import { LogCheck, type LogBreak, type LogVerdict, type OutsideEvidence } from '#evidence';
import { LineTooLong, linesOf } from './lines.js';

/** Checks a log file (`justera evidence export-log`) as a stream: memory grows with the number of cases, not of entries. */
export async function verifyLog(file: string, outside: OutsideEvidence): Promise<LogVerdict> {
  const check = new LogCheck(outside.checkpoints ?? []);
  let number = 0;
  try {
    for await (const lines of linesOf(file)) {
      for (const line of lines) {
        const broken = checkLine(check, line, number);
        if (broken !== undefined) return { ok: false, broken };
        number += 1;
      }
    }
  } catch (error) {
    if (error instanceof LineTooLong) return { ok: false, broken: malformed(number, 'a line is too long') };
    throw error;
  }
  return check.end();
}

function checkLine(check: LogCheck, line: string, number: number): LogBreak | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return malformed(number, 'not JSON');
    throw error;
  }
  return number === 0 ? check.begin(value) : check.add(value);
}

function malformed(number: number, where: string): LogBreak {
  return { code: 'malformed', index: Math.max(0, number - 1), where };
}
