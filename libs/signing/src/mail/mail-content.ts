import { isRoleCode, type RoleCode } from '#minutes';
import type { MailContent } from '#notifications';
import type { SignTaskRow } from '#persistence';
import { taskOf, type SignRequestEvent } from '#signing-order';
import { taskIn, type LoadedCase } from '../case/load-case.js';
import { reportsIn, type ErrorReportView } from '../case/error-reports.js';
import type { MailPayload } from '../case/work.js';
import { mailCaseOf, senderOf } from './mail-case.js';

export interface MailFacts {
  readonly loaded: LoadedCase;
  readonly events: readonly SignRequestEvent[];
  /** For invitations, completed mails, and those that lead to the desk. */
  readonly link: string;
  readonly validationAddress: string;
}

/** Whether the mail still tells the truth; one that does not is not sent. */
export function isStillTrue({ state, request }: LoadedCase, { kind, taskId, rotation, reportId }: MailPayload): boolean {
  const task = taskOf(state, taskId);
  switch (kind) {
    case 'invitation':
      return state.status === 'awaitingSignatures' && task?.status === 'open' && task.linkRotation === (rotation ?? 0);
    case 'signed':
      return task?.status === 'signed';
    case 'errorReported':
      // Nobody to tell, or answered before the mail could leave.
      return request.senderEmail !== null && state.openErrorReports?.some((report) => report.reportId === reportId) === true;
    case 'errorReportAnswered':
      return true;
    case 'declined':
      return state.status === 'declined';
    case 'withdrawn':
      return state.status === 'withdrawn';
    case 'expired':
      return state.status === 'expired';
    case 'completed':
      return state.status === 'completed' || state.status === 'superseded';
  }
}

export function mailContentOf({ kind, taskId, reportId }: MailPayload, facts: MailFacts): MailContent {
  const { loaded, events, link, validationAddress } = facts;
  const { body, request, tasks } = loaded;
  const task = taskIn(loaded, taskId);
  const common = { recipientName: task.name, case: mailCaseOf(loaded), sender: senderOf(loaded) };
  switch (kind) {
    case 'invitation':
      return {
        ...common,
        kind,
        role: roleOf(task),
        roleTitle: task.roleTitle,
        link,
        replacesEarlierLink: task.linkRotation > 0,
        canReportError: true,
        ...(request.dueDate === null ? {} : { dueDate: request.dueDate }),
      };
    case 'signed':
      return {
        ...common,
        kind,
        signedAt: task.signedAt ?? request.createdAt,
        timeZone: body.timeZone,
        signedCount: tasks.filter((one) => one.signedAt !== null).length,
        totalCount: tasks.length,
      };
    case 'errorReported':
      return { ...common, recipientName: request.senderName, kind, reportedBy: task.name, reason: reportOf(events, reportId)?.text ?? '', link };
    case 'errorReportAnswered': {
      const report = reportOf(events, reportId);
      return { ...common, kind, reason: report?.answer ?? '', yourWords: report?.text ?? '' };
    }
    case 'declined':
      return { ...common, kind, ...declineOf(tasks), youHadSigned: task.signedAt !== null };
    case 'withdrawn':
      return { ...common, kind, reason: withdrawalReason(events), yourApprovalIsVoid: wasVoided(events, taskId, 'withdrawn'), youHadSigned: task.signedAt !== null };
    case 'expired':
      return { ...common, kind, yourApprovalIsVoid: wasVoided(events, taskId, 'expired'), youHadSigned: task.signedAt !== null };
    case 'completed':
      return {
        ...common,
        kind,
        link,
        signatories: tasks.filter((one) => one.signedAt !== null).map(({ name, roleTitle }) => ({ name, roleTitle })),
        validationAddress,
      };
  }
}

function reportOf(events: readonly SignRequestEvent[], reportId: string | undefined): ErrorReportView | undefined {
  return reportsIn(events).find(({ id }) => id === reportId);
}

function roleOf({ role }: SignTaskRow): RoleCode {
  return isRoleCode(role) ? role : 'participant';
}

function declineOf(tasks: readonly SignTaskRow[]): { declinedBy: string; reason: string } {
  const decliner = tasks.find((task) => task.declineReason !== null);
  return { declinedBy: decliner?.name ?? '', reason: decliner?.declineReason ?? '' };
}

function withdrawalReason(events: readonly SignRequestEvent[]): string {
  for (const event of events) if (event.type === 'SignRequestWithdrawn') return event.reason;
  return '';
}

function wasVoided(events: readonly SignRequestEvent[], taskId: string, cause: 'withdrawn' | 'expired'): boolean {
  return events.some((event) => event.type === 'SignTaskConsentVoided' && event.cause === cause && event.taskId === taskId);
}
