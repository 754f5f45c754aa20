// What docs/interop.md lists with its reason, read from the page itself, so that page and runner cannot drift apart.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { here } from './tools.mjs';

function section(heading) {
  const text = readFileSync(path.join(here, '..', '..', 'docs', 'interop.md'), 'utf8').replaceAll('\r', '');
  return (text.split(`\n## ${heading}\n`)[1] ?? '').split(/^## /m)[0];
}

/** Judges and inputs that may be missing: lines `- **name**: reason`. */
export function mayBeSkipped() {
  return new Set([...section('May be skipped').matchAll(/^- \*\*(.+?)\*\*: \S/gm)].map((found) => found[1]));
}

/** Whether a judge's refusal of an input is listed: lines `- **judge** on `input`: reason`. Counted as skipped; if the judge agrees after all, that is a failure. */
export function isListedDisagreement(judge, subject) {
  return [...section('Disagreements').matchAll(/^- \*\*(.+?)\*\* on `(.+?)`: \S/gm)].some(([, name, input]) => name === judge && subject.startsWith(`${input}/`));
}

/** Files on which we accept what another judge refuses, each with its reason: lines `- **judge** on `file`: reason` under "Laxer than others". */
export function explainedLaxer() {
  return [...section('Laxer than others').matchAll(/^- \*\*(.+?)\*\* on `(.+?)`: \S/gm)].map(([, judge, file]) => ({ judge, file }));
}
