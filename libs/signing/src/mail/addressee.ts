import { taskIn, type LoadedCase } from '../case/load-case.js';
import type { MailPayload } from '../case/work.js';
import { bodyTimeOf } from '../time/body-profile.js';

export interface Addressee {
  readonly name: string;
  readonly address: string;
}

/** Whoever sent the minutes is told of errors and of time; the chair's office of time, where the body names one; everything else goes to the task's person. */
export function addresseeOf(loaded: LoadedCase, { kind, taskId, to }: MailPayload): Addressee | undefined {
  if (kind === 'escalation' || kind === 'notice') return to === 'office' ? officeOf(loaded) : senderOf(loaded);
  if (kind === 'errorReported') return senderOf(loaded);
  if (taskId === null) return undefined;
  const { name, email } = taskIn(loaded, taskId);
  return { name, address: email };
}

function senderOf({ request }: LoadedCase): Addressee | undefined {
  return request.senderEmail === null ? undefined : { name: request.senderName, address: request.senderEmail };
}

/** Nobody, where the office is who sent: one mail says it. */
function officeOf(loaded: LoadedCase): Addressee | undefined {
  const { office } = bodyTimeOf(loaded.body);
  if (office === undefined || office.email.toLowerCase() === senderOf(loaded)?.address.toLowerCase()) return undefined;
  return { name: office.name, address: office.email };
}
