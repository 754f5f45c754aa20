import { isMailAddress } from '#notifications';
import { isRoleCode, isSignatoryRole } from '#minutes';
import { maximumTasks } from '#signing-order';
import { z } from 'zod';
import { SigningError } from '../signing-error.js';
import { isPrintable, line } from './line.js';
import { calendarDay, moment } from '../time/date-schemas.js';

/** Characters: the longest commonName of a certificate (X.520 ub-common-name). */
export const longestName = 64;

/** A line as the intake takes it; undefined for what it would refuse. */
export function parseLine(text: string, maximum: number): string | undefined {
  const parsed = line(maximum).safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

const signatory = z.object({
  name: line(longestName),
  email: z.string().trim().max(254),
  role: z.string().max(40),
  roleTitle: line(100).optional(),
  /** 1-based */
  step: z.int().min(1).max(maximumTasks),
  /** May sign with a remark (justering med anmärkning). Off unless given; adjusters only. */
  mayRemark: z.boolean().optional(),
});

const newSignRequest = z.object({
  bodyId: z.uuid(),
  title: line(300),
  meetingDate: calendarDay,
  meetingId: z.uuid().optional(),
  meetingTitle: line(300).optional(),
  registrationNumber: z.string().max(100).refine(isPrintable).transform((text) => text.trim()),
  language: z.enum(['sv', 'en']),
  authentication: z.enum(['openIdConnect', 'emailCode']),
  requiredLevelOfAssurance: z.enum(['low', 'substantial', 'high']),
  /** Left out, as the body's clock has it; null for none. */
  dueDate: calendarDay.nullable().optional(),
  /** When it is too late to sign, with an offset from UTC. Left out, as the body has it, mostly off; null for never. The due date binds nothing, this does. */
  expiresAt: moment.nullable().optional(),
  /** The same as the last day on which one can sign, on the body's clocks. */
  expiresOn: calendarDay.optional(),
  /** Without an address errors reported and declines are seen at the desk only. */
  sender: z.object({ name: line(200), email: z.string().trim().max(254).optional() }),
  signatories: z.array(signatory).max(1000),
  /** A case of the same body that these minutes come instead of (rättelse), and what was corrected: everybody concerned is told. */
  supersedes: z.object({ requestId: z.uuid(), reason: z.string().max(10_000) }).optional(),
  /** A broken file may be rewritten (`repairOffered`); whoever sends it has been told. */
  acceptRepair: z.boolean().optional(),
  steps: z.array(z.object({ quorum: z.int().optional() })).max(maximumTasks).optional(),
});

/** What a case system or the desk sends beside the file. Steps are numbered from 1. */
export type NewSignRequest = z.input<typeof newSignRequest>;
export type ValidSignRequest = z.output<typeof newSignRequest>;

/**
 * Reads a request of unknown origin.
 * @throws SigningError `request-invalid` with the wrong members' paths, or the code of the rule that is broken
 */
export function parseNewSignRequest(value: unknown): ValidSignRequest {
  const parsed = newSignRequest.safeParse(value);
  if (!parsed.success) {
    const members = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new SigningError('request-invalid', { details: { members: [...new Set(members)].slice(0, 20) } });
  }
  if (parsed.data.expiresOn !== undefined && parsed.data.expiresAt !== undefined) throw new SigningError('request-invalid', { details: { members: ['expiresAt', 'expiresOn'] } });
  checkSignatories(parsed.data);
  const { email } = parsed.data.sender;
  if (email !== undefined && !isMailAddress(email)) throw new SigningError('address-invalid', { details: { member: 'sender.email' } });
  if (parsed.data.authentication === 'emailCode' && parsed.data.requiredLevelOfAssurance !== 'low') {
    throw new SigningError('method-below-required-level');
  }
  return parsed.data;
}

function checkSignatories({ signatories }: ValidSignRequest): void {
  if (signatories.length === 0) throw new SigningError('no-signatory');
  if (signatories.length > maximumTasks) throw new SigningError('too-many-signatories');
  const at = (index: number): { details: { signatory: number } } => ({ details: { signatory: index + 1 } });
  const seen = new Set<string>();
  for (const [index, { role, email, step, mayRemark }] of signatories.entries()) {
    if (!isRoleCode(role)) throw new SigningError('unknown-role', at(index));
    if (!isMailAddress(email)) throw new SigningError('address-invalid', at(index));
    if (mayRemark === true && role !== 'adjuster') throw new SigningError('remark-adjusters-only', at(index));
    const key = `${step} ${email.toLowerCase()}`;
    if (seen.has(key)) throw new SigningError('same-address-twice', at(index));
    seen.add(key);
  }
  if (!signatories.some(({ role }) => isSignatoryRole(role))) throw new SigningError('only-readers');
  const reader = signatories.findIndex(({ role }) => !isSignatoryRole(role));
  // Readers' copies come with issue 5; until then a reader is refused rather than forgotten.
  if (reader >= 0) throw new SigningError('unknown-role', at(reader));
  const last = Math.max(...signatories.map(({ step }) => step));
  for (let step = 1; step <= last; step += 1) {
    if (!signatories.some((one) => one.step === step)) throw new SigningError('steps-not-contiguous');
  }
}
