// What a conformance run found: one row for each question put to a judge, counted and kept in work/result.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { work } from './judges/tools.mjs';
import { mayBeSkipped } from './judges/listed.mjs';

export function createReport() {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const rows = [];
  const excused = mayBeSkipped();

  /** @param {'passed' | 'failed' | 'skipped'} outcome */
  function record(subject, judge, outcome, detail) {
    tally[outcome] += 1;
    rows.push({ subject, judge, outcome, detail });
    console.log(`${outcome.toUpperCase().padEnd(8)}${judge.padEnd(22)}${subject.padEnd(34)} ${detail}`);
  }

  return {
    record,
    /** Something that could not be run: skipped when docs/interop.md lists `name` with its reason, else a failure. */
    notRun(subject, name, why) {
      record(subject, name, excused.has(name) ? 'skipped' : 'failed', `NOT RUN: ${why}${excused.has(name) ? ' (docs/interop.md says why that is accepted)' : ''}`);
    },
    /** Writes work/result.json; the exit code of the run. */
    finish() {
      mkdirSync(work, { recursive: true });
      writeFileSync(path.join(work, 'result.json'), JSON.stringify({ ...tally, rows }, null, 2));
      console.log(`conformance: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
      return tally.failed === 0 ? 0 : 1;
    },
  };
}
