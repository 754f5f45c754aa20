import type { Transaction } from '#persistence';
import type { SignRequestEvent } from '#signing-order';

/** An error that a signatory has reported, and what was answered. Times ISO 8601 UTC. */
export interface ErrorReportView {
  readonly id: string;
  /** Of whoever reported. */
  readonly taskId: string;
  readonly text: string;
  readonly at: string;
  readonly answer?: string;
  readonly answeredAt?: string;
}

/** Oldest first; out of the facts, so that an answered report is still there to read. */
export async function errorReportsOf(tx: Transaction, signRequestId: string): Promise<readonly ErrorReportView[]> {
  return reportsIn((await tx.events.listOf(signRequestId)).map((row) => row.payload as SignRequestEvent));
}

export function reportsIn(events: readonly SignRequestEvent[]): readonly ErrorReportView[] {
  const reports = new Map<string, ErrorReportView>();
  for (const event of events) {
    if (event.type === 'ErrorReported') reports.set(event.reportId, { id: event.reportId, taskId: event.taskId, text: event.reason, at: event.at });
    if (event.type !== 'ErrorReportAnswered') continue;
    const report = reports.get(event.reportId);
    if (report !== undefined) reports.set(event.reportId, { ...report, answer: event.reason, answeredAt: event.at });
  }
  return [...reports.values()];
}
