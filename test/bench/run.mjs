// `npm run bench [-- SUITE…] [--rounds N] [--write]`: measures, never asserts. Each file of suites/ is one suite that prints tables.
// --write puts the tables, with machine and date, into docs/performance.md between the marks of each suite.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, install, requireNode, root } from '../../scripts/set-up.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const page = path.join(root, 'docs', 'performance.md');
const all = readdirSync(path.join(here, 'suites')).filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -4)).sort();
const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string' }, write: { type: 'boolean', default: false } } });
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}. There are: ${all.join(', ')}`);
  process.exit(2);
}

const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, load ${os.loadavg()[0].toFixed(1)}`;

function asMarkdown(title, heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => (typeof cell === 'number' && !Number.isInteger(cell) ? Number(cell.toPrecision(3)) : (cell ?? ''))).join(' | ')} |`;
  return [`**${title}**`, '', line(heads), line(heads.map(() => '---')), ...rows.map(line), ''].join('\n');
}

function put(name, text) {
  const [from, to] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const block = `${from}\n${text}\n${to}`;
  const old = existsSync(page) ? readFileSync(page, 'utf8') : '# Performance\n\nMeasured by `npm run bench -- --write`. Figures depend on the machine; only ratios within one run carry over.\n';
  const [start, end] = [old.indexOf(from), old.indexOf(to)];
  writeFileSync(page, start < 0 ? `${old.trimEnd()}\n\n## ${name}\n\n${block}\n` : old.slice(0, start) + block + old.slice(end + to.length));
}

requireNode();
install();
build();
mkdirSync(path.join(here, 'work'), { recursive: true });
for (const name of all.filter((suite) => positionals.length === 0 || positionals.includes(suite))) {
  const tables = [];
  const table = (title, heads, rows) => {
    const text = asMarkdown(title, heads, rows);
    tables.push(text);
    console.log(`\n${text}`);
  };
  console.log(`::: ${name} (${machine})`);
  await (await import(`./suites/${name}.mjs`)).run({ table, work: path.join(here, 'work'), ...(values.rounds ? { rounds: Number(values.rounds) } : {}) });
  if (values.write) put(name, [`${new Date().toISOString().slice(0, 10)}, ${machine}`, '', ...tables].join('\n'));
}
