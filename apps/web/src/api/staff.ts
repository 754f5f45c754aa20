import { upload, type UploadProgress } from './upload.js';
import { request } from './client.js';
import type { RequestState } from './model/common.js';
import type { BodyView, IntakeInspection, NewSignRequest, NewDates, SignRequestView, EvidenceEntryView, SignRequestPage } from './model/desk.js';

export type * from './model/desk.js';

const requests = '/api/v1/sign-requests';
const one = (id: string): string => `${requests}/${encodeURIComponent(id)}`;

export const signIn = (secret: string): Promise<void> => request('POST', '/api/v1/staff/session', { json: { secret } });
export const signOut = (): Promise<void> => request('DELETE', '/api/v1/staff/session');
export const getStaffSession = (): Promise<unknown> => request('GET', '/api/v1/staff/session');
export const getBodies = (): Promise<{ readonly items: readonly BodyView[] }> => request('GET', '/api/v1/bodies');

export function inspect(file: File, progress?: UploadProgress): Promise<IntakeInspection> {
  const form = new FormData();
  form.append('file', file);
  return upload('/api/v1/inspections', form, progress);
}

export function createSignRequest(file: File, details: NewSignRequest, progress?: UploadProgress): Promise<SignRequestView> {
  const form = new FormData();
  // The details first: the API can refuse them before it has read a hundred megabytes.
  form.append('request', JSON.stringify(details));
  form.append('file', file);
  return upload(requests, form, progress);
}

export function listSignRequests(cursor?: string, state?: RequestState): Promise<SignRequestPage> {
  const query = new URLSearchParams();
  if (cursor !== undefined) query.set('cursor', cursor);
  if (state !== undefined) query.set('state', state);
  const tail = query.toString();
  return request('GET', tail === '' ? requests : `${requests}?${tail}`);
}

export const getSignRequest = (id: string): Promise<SignRequestView> => request('GET', one(id));
export const fileUrl = (id: string, revision: 'head' | 'original' | 'prepared'): string => `${one(id)}/file?revision=${revision}`;
export const getEvidence = (id: string): Promise<{ readonly entries: readonly EvidenceEntryView[] }> => request('GET', `${one(id)}/evidence`);
export const evidenceExportUrl = (id: string): string => `${one(id)}/evidence/export`;
export const packageUrl = (id: string): string => `${one(id)}/package`;
export const answerErrorReport = (id: string, reportId: string, answer: string): Promise<SignRequestView> => request('POST', `${one(id)}/error-reports/${encodeURIComponent(reportId)}/answer`, { json: { answer } });
export const extend = (id: string, dates: NewDates): Promise<SignRequestView> => request('POST', `${one(id)}/extend`, { json: dates });
export const withdraw = (id: string, reason: string): Promise<unknown> => request('POST', `${one(id)}/withdraw`, { json: { reason } });
export const resendLink = (id: string, taskId: string): Promise<unknown> => request('POST', `${one(id)}/tasks/${encodeURIComponent(taskId)}/resend`, { json: {} });
export const substitute = (id: string, taskId: string, person: { readonly name: string; readonly email: string; readonly reason: string }): Promise<unknown> =>
  request('POST', `${one(id)}/tasks/${encodeURIComponent(taskId)}/substitute`, { json: person });
export const correctAddress = (id: string, taskId: string, email: string): Promise<unknown> => request('POST', `${one(id)}/tasks/${encodeURIComponent(taskId)}/address`, { json: { email } });
export const retry = (id: string): Promise<unknown> => request('POST', `${one(id)}/retry`, { json: {} });
