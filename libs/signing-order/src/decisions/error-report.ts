import type { AnswerErrorReport, ReportError } from '../commands.js';
import { taskOf } from '../progress.js';
import { accept, refuse } from '../refuse.js';
import type { Decision, RejectionCode } from '../rejection.js';
import type { SignRequestState, TaskStatus } from '../state.js';
import { reasonRefusal } from './reason.js';

/** Of one person. Each is a mail to a clerk, who answers them one by one. */
const maximumOpenReports = 10;

/** Whoever has been asked may report, before and after signing; whoever has not knows nothing of the minutes yet. */
const refusals: Readonly<Record<TaskStatus, RejectionCode | undefined>> = {
  waiting: 'out-of-turn',
  open: undefined,
  consented: undefined,
  signed: undefined,
  declined: 'already-declined',
  released: 'task-closed',
  closed: 'task-closed',
};

export function decideOnErrorReport(state: SignRequestState, command: ReportError | AnswerErrorReport, at: string): Decision {
  switch (command.type) {
    case 'ReportError':
      return reported(state, command, at);
    case 'AnswerErrorReport':
      return answered(state, command, at);
  }
}

function reported(state: SignRequestState, command: ReportError, at: string): Decision {
  const task = taskOf(state, command.taskId);
  if (task === undefined) return refuse(state, command, 'unknown-task');
  const refusal = refusals[task.status] ?? reasonRefusal(command.reason);
  if (refusal !== undefined) return refuse(state, command, refusal, task.status);
  const { taskId, reportId } = command;
  // The same report twice, as when a connection was lost and the page asks again.
  if (state.openErrorReports?.some((report) => report.reportId === reportId) === true) return accept();
  if ((state.openErrorReports ?? []).filter((report) => report.taskId === taskId).length >= maximumOpenReports) return refuse(state, command, 'too-many-reports', task.status);
  return accept({ type: 'ErrorReported', at, taskId, reportId, reason: command.reason.trim() });
}

function answered(state: SignRequestState, command: AnswerErrorReport, at: string): Decision {
  const report = state.openErrorReports?.find(({ reportId }) => reportId === command.reportId);
  if (report === undefined) return refuse(state, command, 'unknown-report');
  const refusal = reasonRefusal(command.reason);
  if (refusal !== undefined) return refuse(state, command, refusal);
  // What follows for the order is the signer's to say: whoever answers at the desk may not claim that everybody has signed.
  return accept({ type: 'ErrorReportAnswered', at, taskId: report.taskId, reportId: report.reportId, reason: command.reason.trim() });
}
