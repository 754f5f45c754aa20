import { hashLinkToken } from '#notifications';
import { checkCode } from '../ceremony/check-code.js';
import { giveConsent } from '../ceremony/give-consent.js';
import type { Activation } from '../ceremony/issue-activation-token.js';
import { startAuthentication } from '../ceremony/start-authentication.js';
import type { CaseRef, TaskRef } from '../dependencies.js';
import { getSignRequest, type SignRequestView } from '../desk/sign-request-view.js';
import { createSignRequest } from '../intake/create-sign-request.js';
import type { NewSignRequest } from '../intake/new-sign-request.js';
import type { Bench } from './bench.js';
import { pump } from './pump.js';

export const clerk = { kind: 'staff', id: 'clerk-1' } as const;
export const original = Buffer.from('%PDF-1.7\nfinalized minutes of an invented board\n%%EOF');

export interface Person {
  readonly name: string;
  readonly role?: string;
  readonly step?: number;
  readonly mayRemark?: boolean;
}

export const people: readonly Person[] = [
  { name: 'Bo Lind', role: 'secretary', step: 1 },
  { name: 'Åsa Łukasiewicz', role: 'chair', step: 2 },
  { name: 'Per Öst', role: 'adjuster', step: 2 },
];

export function newRequest(bench: Bench, persons: readonly Person[], changes: Partial<NewSignRequest> = {}): NewSignRequest {
  return {
    bodyId: bench.bodyId,
    title: 'Protokoll kommunstyrelsen',
    meetingDate: '2026-03-27',
    registrationNumber: 'KS 2026/114',
    language: 'sv',
    authentication: 'emailCode',
    requiredLevelOfAssurance: 'low',
    sender: { name: 'Bo Lind' },
    signatories: persons.map(({ name, role = 'adjuster', step = 1, mayRemark }, index) => ({
      name, role, step, email: `person${index + 1}@exempel.example`, ...(mayRemark === undefined ? {} : { mayRemark }),
    })),
    ...changes,
  };
}

/** A case that has been prepared and whose first step has been invited. */
export async function openCase(bench: Bench, persons: readonly Person[], changes: Partial<NewSignRequest> = {}, file: Uint8Array = original): Promise<CaseRef> {
  const ref = await createSignRequest(bench.api, { ...newRequest(bench, persons, changes), file }, clerk);
  await pump(bench);
  return ref;
}

export const view = (bench: Bench, ref: CaseRef): Promise<SignRequestView> => getSignRequest(bench.api, ref);

export async function taskRef(bench: Bench, ref: CaseRef, name: string): Promise<TaskRef> {
  const task = (await view(bench, ref)).tasks.find((one) => one.name === name);
  if (task === undefined) throw new Error(`nobody is called ${name}`);
  return { ...ref, taskId: task.id };
}

/** The link in the newest mail to the task's person. */
export function linkTo(bench: Bench, kind: 's' | 'd', name: string): string {
  const mails = bench.mail.mails.filter((one) => one.to.name === name);
  for (const mail of mails.reverse()) {
    const token = new RegExp(`/${kind}/([\\w-]{43})`).exec(mail.text)?.[1];
    if (token !== undefined && hashLinkToken(token) !== undefined) return token;
  }
  throw new Error(`no link was mailed to ${name}`);
}

export async function authenticate(bench: Bench, task: TaskRef, remark?: string): Promise<Activation> {
  await startAuthentication(bench.signer, { ...task, remark });
  const mail = bench.mail.mails.findLast((one) => one.effectKey.startsWith('code:'));
  const code = /\b(\d{4} ?\d{4})\b/.exec(mail?.text ?? '')?.[1];
  if (code === undefined) throw new Error('no code was mailed');
  return checkCode(bench.signer, { ...task, code, remark });
}

export async function consent(bench: Bench, ref: CaseRef, name: string, remark?: string): Promise<Activation> {
  const task = await taskRef(bench, ref, name);
  const activation = await authenticate(bench, task, remark);
  await giveConsent(bench.signer, { ...task, activationToken: activation.activationToken, consentTextSha256: activation.consent.textSha256 });
  return activation;
}

export async function sign(bench: Bench, ref: CaseRef, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await consent(bench, ref, name);
    await pump(bench);
  }
}
