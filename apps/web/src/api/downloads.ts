import { request } from './client.js';
import type { DownloadView } from './model/download.js';

export type * from './model/download.js';

export const openDownload = (token: string): Promise<DownloadView> => request('POST', '/api/v1/downloads/session', { json: { token } });
