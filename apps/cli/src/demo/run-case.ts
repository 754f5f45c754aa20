import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { addDays, calendarDayIn, localGovernmentClock } from '#minutes';
import type { DeskClient } from './desk-client.js';

export interface DemoSignatory {
  readonly name: string;
  readonly email: string;
  readonly role: 'secretary' | 'chair' | 'adjuster';
  /** 1-based */
  readonly step: number;
}

export interface DemoCase {
  readonly file: Uint8Array;
  readonly fileName: string;
  readonly title: string;
  readonly registrationNumber: string;
  readonly authentication: 'openIdConnect' | 'emailCode';
  readonly signatories: readonly DemoSignatory[];
}

export interface FinishedCase {
  readonly id: string;
  readonly signedFile: string;
  readonly milliseconds: number;
}

interface CaseView {
  readonly id: string;
  readonly state: string;
  readonly attention?: { readonly code?: string } | null;
}

/** Found upwards from here: this file runs from `dist` and, in tests, from the sources. */
function playScript(): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'scripts', 'demo-signatories.mjs');
    if (existsSync(file)) return file;
    if (folder === path.dirname(folder)) throw new Error('scripts/demo-signatories.mjs is missing');
  }
}
const patience = 60_000;

/** Carries one case from upload to completed file, printing each step. The people are played by a process of their own. */
export async function runCase(desk: DeskClient, bodyId: string, demo: DemoCase, output: string, say: (line: string) => void, mails = `${desk.url}/api/v1/demo/mails`): Promise<FinishedCase> {
  const started = Date.now();
  const form = new FormData();
  const request = {
    bodyId,
    title: demo.title,
    meetingDate: '2026-03-27',
    // Counted from the meeting that the sample tells of, the demonstration would always be late.
    dueDate: addDays(calendarDayIn(new Date(), 'Europe/Stockholm'), localGovernmentClock.adjustWithinDays),
    registrationNumber: demo.registrationNumber,
    language: 'sv',
    authentication: demo.authentication,
    requiredLevelOfAssurance: demo.authentication === 'openIdConnect' ? 'substantial' : 'low',
    sender: { name: 'Bo Lind' },
    signatories: demo.signatories,
  };
  form.append('request', JSON.stringify(request));
  form.append('file', new Blob([Buffer.from(demo.file)], { type: 'application/pdf' }), demo.fileName);
  const created = await desk.json<CaseView>('sign-requests', form);
  say(`uploaded ${demo.fileName} (${demo.file.byteLength.toLocaleString('en')} bytes), case ${created.id}`);
  await play(desk, demo, say, mails);
  await completed(desk, created.id);
  say('completed: security store and document timestamp added, our own validator agrees');
  const signedFile = path.join(output, `${demo.registrationNumber.replaceAll(/[^A-Za-z0-9]+/g, '-')}.signed.pdf`);
  writeFileSync(signedFile, await desk.bytes(`sign-requests/${created.id}/file?revision=head`));
  return { id: created.id, signedFile, milliseconds: Date.now() - started };
}

async function play(desk: DeskClient, demo: DemoCase, say: (line: string) => void, mails: string): Promise<void> {
  const child = spawn(process.execPath, [playScript()], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${JSON.stringify({ mails, bearer: desk.secretForMails(), people: demo.signatories.map(({ name, email }) => ({ name, email, reference: demo.registrationNumber })) })}\n`);
  for await (const line of createInterface({ input: child.stdout })) say(humanLine(JSON.parse(line) as PlayedStep));
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('exit', resolve)));
  if (code !== 0) throw new Error('not all signatories could sign');
}

interface PlayedStep {
  person: string;
  step: string;
  subject?: string;
  pages?: number;
  how?: string;
  milliseconds?: number;
  why?: string;
}

function humanLine({ person, step, subject, pages, how, milliseconds, why }: PlayedStep): string {
  const said: Record<string, string> = {
    invited: `got the mail "${subject ?? ''}"`,
    read: `opened the link and read ${pages ?? '?'} pages`,
    identified: `identified by ${how ?? ''}`,
    signed: `signed; ${milliseconds ?? '?'} ms from click to signed`,
    failed: `FAILED: ${why ?? ''}`,
  };
  return `${person} ${said[step] ?? step}`;
}

async function completed(desk: DeskClient, id: string): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const { state } = await desk.json<CaseView>(`sign-requests/${id}`);
    if (state === 'completed') return;
  }
  const { state, attention } = await desk.json<CaseView>(`sign-requests/${id}`);
  throw new Error(`the case is still ${state} after ${patience / 1000} s${attention?.code === undefined ? '' : ` (${attention.code})`}`);
}
