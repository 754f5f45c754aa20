import { request } from './client.js';
import type { Sha256 } from './model/common.js';
import type { CeremonyView, AuthenticationStart, ConsentView } from './model/ceremony.js';

export type * from './model/ceremony.js';

const base = '/api/v1/ceremony';

/** The PDF that everybody sees; supports Range. */
export const documentUrl = `${base}/document`;

/** What somebody signs with; left out for none. */
const withRemark = (remark: string): { readonly remark?: string } => (remark.trim() === '' ? {} : { remark: remark.trim() });

export const openSession = (token: string): Promise<CeremonyView> => request('POST', `${base}/session`, { json: { token } });
export const getCeremony = (): Promise<CeremonyView> => request('GET', base);
/** Answered when something has happened after `marker`, at the latest after `seconds` (25 at most). */
export const awaitCeremony = (marker: string, seconds: number): Promise<CeremonyView> => request('GET', `${base}?after=${encodeURIComponent(marker)}&wait=${seconds}`);
export const startAuthentication = (remark: string): Promise<AuthenticationStart> => request('POST', `${base}/authentication`, { json: withRemark(remark) });
export const checkCode = (code: string, remark: string): Promise<ConsentView> => request('POST', `${base}/code`, { json: { code, ...withRemark(remark) } });
export const getConsent = (): Promise<ConsentView> => request('GET', `${base}/consent`);
export const giveConsent = (consentTextSha256: Sha256): Promise<CeremonyView> => request('POST', `${base}/consent`, { json: { consentTextSha256 } });
export const decline = (reason: string): Promise<CeremonyView> => request('POST', `${base}/decline`, { json: { reason } });
export const reportError = (text: string): Promise<CeremonyView> => request('POST', `${base}/error-reports`, { json: { text } });
export const renewLink = (token: string): Promise<{ sent: true }> => request('POST', '/api/v1/links/renew', { json: { token } });
