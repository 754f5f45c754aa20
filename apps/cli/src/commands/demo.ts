import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSampleMinutes } from '#demo';
import { parseCheckpoint, verifyExport, type CheckpointNote } from '#evidence';
import { DeskClient } from '../demo/desk-client.js';
import { startOwnProcesses } from '../demo/own-processes.js';
import { runCase, type DemoSignatory } from '../demo/run-case.js';
import { startSurroundings, type Surroundings } from '../demo/surroundings.js';
import { verifyPackage } from '../evidence/verify-package.js';
import { validateAndPrint } from '../demo/verdict-table.js';

const help = `usage: justera demo [minutes.pdf] [--exit] [--output FOLDER] [--data FOLDER]

Starts everything on this machine, signs the sample minutes (or the PDF given) with played signatories, validates the result, and stays up.

  --exit     stop when the cases are done
  --output   where the signed files go; <data>/output when not given
  --data     where database and demo keys live; .justera/demo when not given

DATABASE_URL takes another PostgreSQL (14 or newer) than the embedded one, as a user who may create roles; QUEUE_URL=redis://… takes Redis for the queue.

The last line of the output is the path of the signed file.`;

const people: readonly DemoSignatory[] = [
  { name: 'Bo Lind', email: 'bo.lind@exempel.example', role: 'secretary', step: 1 },
  { name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'chair', step: 2 },
  { name: 'Karin Åsberg', email: 'karin.asberg@exempel.example', role: 'adjuster', step: 2 },
  { name: 'Łukasz Wiśniewski', email: 'lukasz.wisniewski@exempel.example', role: 'adjuster', step: 2 },
];

const say = (line: string): void => console.log(line);

interface Body {
  id: string;
  slug: string;
}

async function demoBody(desk: DeskClient): Promise<Body> {
  const { items } = await desk.json<{ items: Body[] }>('bodies');
  const known = items.find(({ slug }) => slug === 'angaryd');
  return known ?? desk.json<Body>('bodies', { slug: 'angaryd', displayName: 'Ängaryds kommun (demo)', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm' });
}

function writeTrust(surroundings: Surroundings, output: string): void {
  const folder = path.join(output, 'trust');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'root.cer'), surroundings.trust.rootDer);
  writeFileSync(path.join(folder, 'tsa-root.cer'), surroundings.trust.tsaRootDer);
}

async function checkEvidence(desk: DeskClient, id: string, output: string): Promise<void> {
  const file = path.join(output, `evidence-${id}.json`);
  writeFileSync(file, await desk.bytes(`sign-requests/${id}/evidence/export`));
  const verdict = verifyExport(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  if (!verdict.ok) throw new Error(`the evidence export does not verify: ${JSON.stringify(verdict)}`);
  say(`evidence exported and verified offline: ${file}`);
}

/** The package as the desk gives it, checked offline against the checkpoint that lies outside by now. */
async function checkPackage(desk: DeskClient, id: string, output: string, surroundings: Surroundings): Promise<void> {
  const file = path.join(output, `package-${id}.zip`);
  const trust = { sealCertificates: [surroundings.logCertificateDer], timestampAnchors: [surroundings.trust.tsaRootDer] };
  for (let attempt = 1; ; attempt += 1) {
    writeFileSync(file, await desk.bytes(`sign-requests/${id}/package`));
    const verdict = await verifyPackage(file, { ...trust, checkpoints: newestCheckpoint(surroundings.checkpointFolder) });
    const log = verdict.ok ? verdict.evidence.log : undefined;
    // The log grows every few seconds here: until the newest checkpoint covers the case, the package says that it does not.
    if (verdict.ok && log !== undefined && log.anchored === verdict.evidence.entries) {
      say(`evidence package verified offline: ${verdict.files} files, ${log.anchored} of ${verdict.evidence.entries} entries under the checkpoint of ${log.size} that lies outside: ${file}`);
      return;
    }
    if (attempt === packageAttempts) throw new Error(`the evidence package does not verify: ${JSON.stringify(verdict)}`);
    await sleep(1_000);
  }
}

const packageAttempts = 30;

function newestCheckpoint(folder: string): CheckpointNote[] {
  const sizes = existsSync(folder) ? readdirSync(folder).flatMap((name) => /^checkpoint-(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number) : [];
  return sizes.length === 0 ? [] : [parseCheckpoint(JSON.parse(readFileSync(path.join(folder, `checkpoint-${Math.max(...sizes)}.json`), 'utf8'))).note];
}

async function runCases(url: string, surroundings: Surroundings, given: string | undefined, output: string): Promise<string> {
  const desk = new DeskClient(url, surroundings.secrets.staffSecret);
  const body = await demoBody(desk);
  const stamp = new Date().toISOString().slice(11, 19).replaceAll(':', '');
  const file = given === undefined ? await createSampleMinutes() : readFileSync(given);
  const fileName = given === undefined ? 'protokoll.pdf' : path.basename(given);
  say('\n— Case 1: minutes signed with e-legitimation (demo), secretary first, then chair and adjusters at the same time —');
  const common = { file, fileName, title: 'Protokoll från kommunstyrelsens sammanträde den 27 mars 2026' };
  const first = await runCase(desk, body.id, { ...common, registrationNumber: `KS 2026/${stamp}`, authentication: 'openIdConnect', signatories: people }, output, (line) => say(`  ${line}`));
  say(`  whole case in ${(first.milliseconds / 1000).toFixed(1)} s`);
  writeTrust(surroundings, output);
  await validateAndPrint(url, first.signedFile, (line) => say(`  ${line}`));
  await checkEvidence(desk, first.id, output);
  await checkPackage(desk, first.id, output, surroundings);
  say('\n— Case 2: the same by one-time codes in e-mail (level low: never called "advanced") —');
  const second = await runCase(desk, body.id, { ...common, registrationNumber: `KS 2026/${stamp}-kod`, authentication: 'emailCode', signatories: people.slice(0, 2) }, output, (line) => say(`  ${line}`));
  say(`  whole case in ${(second.milliseconds / 1000).toFixed(1)} s`);
  await validateAndPrint(url, second.signedFile, (line) => say(`  ${line}`));
  return first.signedFile;
}

/** `justera demo`. */
export async function demo(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { exit: { type: 'boolean', default: false }, output: { type: 'string' }, data: { type: 'string', default: path.join('.justera', 'demo') }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    say(help);
    return 0;
  }
  const output = path.resolve(values.output ?? path.join(values.data, 'output'));
  mkdirSync(output, { recursive: true });
  const started = Date.now();
  const surroundings = await startSurroundings({ dataFolder: values.data, persons: people.map(({ name }) => ({ name })), databaseUrl: process.env['DATABASE_URL'], queueUrl: process.env['QUEUE_URL'] });
  say(`${surroundings.database}; queue in ${process.env['QUEUE_URL']?.startsWith('redis') === true ? 'Redis' : 'PostgreSQL'}; demo trust service ${surroundings.trust.url}; demo identity provider ${surroundings.provider.issuer}; mail catcher ${surroundings.mail.smtpUrl}`);
  const own = await startOwnProcesses(surroundings).catch(async (error: unknown) => {
    // What cannot start must not leave a database and servers behind that keep this process alive.
    await surroundings.stop();
    throw error;
  });
  say(`ready in ${((Date.now() - started) / 1000).toFixed(1)} s: ${own.url}`);
  const stop = async (): Promise<void> => {
    await own.close();
    await surroundings.stop();
  };
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  try {
    const signedFile = await runCases(own.url, surroundings, positionals[0], output);
    say(`\n  desk        ${own.url}/admin   secret: ${surroundings.secrets.staffSecret}`);
    say(`  validation  ${own.url}/validate\n  our roots   ${own.url}/trust\n  mails       in the desk, under Mails`);
    if (!values.exit) say('\nStaying up to explore; Ctrl-C stops.');
    say(signedFile);
    if (!values.exit) await interrupted;
    return 0;
  } finally {
    await stop();
  }
}
