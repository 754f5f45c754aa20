// `npm run conformance [-- SUITE…]`: others judge our files, and we theirs. Each file of suites/ is one suite; docs/interop.md explains what they find.
// What could not be run is said loudly and fails, unless docs/interop.md lists it under "May be skipped" with its reason.
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { install, build, requireNode } from '../../scripts/set-up.mjs';
import { here, work } from './judges/tools.mjs';
import { createReport } from './report.mjs';

const all = readdirSync(path.join(here, 'suites')).filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -4)).sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}. There are: ${all.join(', ')}`);
  process.exit(2);
}
requireNode();
install();
build();
mkdirSync(work, { recursive: true });
const report = createReport();
for (const name of all.filter((suite) => wanted.length === 0 || wanted.includes(suite))) {
  const started = Date.now();
  console.log(`::: ${name}`);
  try {
    await (await import(`./suites/${name}.mjs`)).run(report);
  } catch (error) {
    report.record(name, 'suite', 'failed', `the suite itself broke: ${error instanceof Error ? error.stack : String(error)}`);
  }
  console.log(`::: ${name}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
process.exit(report.finish());
