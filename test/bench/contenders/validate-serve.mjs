// `node validate-serve.mjs NAME FILE ROOT COUNT`: a validator as a process of its own, asked as serve.mjs is. Programs (mutool, pdfsig) are started anew for each run.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [name, file, root, count] = process.argv.slice(2);
const bytes = readFileSync(file);

const programs = { mutool: ['mutool', ['sign', '-v', file]], pdfsig: ['pdfsig', ['-nocert', file]] };

async function contender() {
  if (name in programs) {
    return () => {
      const done = spawnSync(...programs[name], { encoding: 'utf8', maxBuffer: 64 << 20 });
      if (done.error || done.stdout.length === 0) throw new Error(`${name} said nothing: ${done.error ?? done.stderr.slice(0, 100)}`);
    };
  }
  if (name.startsWith('floor')) return () => createHash('sha256').update(bytes).digest();
  const { validate, defaultPolicy } = await import('#validation');
  const trust = { signatureAnchors: [readFileSync(root)], sealAnchors: [], timestampAnchors: [] };
  const policy = { ...defaultPolicy, missingRevocation: 'accept' };
  return () => {
    const { document, signatures } = validate(bytes, trust, policy, new Date());
    const trusted = signatures.filter(({ indication, trust: { status }, changesAfter }) => indication === 'TOTAL_PASSED' && status === 'trusted' && changesAfter !== 'unknown');
    if (document.status !== 'valid' || trusted.length !== Number(count)) throw new Error(`Error: ${document.status}, ${trusted.length} of ${count}: ${document.reasons.join(', ')}`);
  };
}

const run = await contender();
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds = [];
  for (let left = Number(line); left > 0; left -= 1) {
    const started = performance.now();
    run();
    milliseconds.push(performance.now() - started);
  }
  process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
}
