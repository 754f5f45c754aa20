import type { DownloadView } from '../../../../apps/web/src/api/model/download.js';
import { goodToken } from './ceremony.js';
import { jsonOf, sendBytes, sendJson, sendProblem, type Exchange } from './exchange.js';

export const finished: DownloadView = {
  body: { name: 'Exempelkommun', timeZone: 'Europe/Stockholm' },
  minutes: { title: 'Protokoll, kommunstyrelsen 27 mars 2026', meetingDate: '2026-03-27', registrationNumber: 'KS 2026/114', pageCount: 13, language: 'sv' },
  signatories: [
    { name: 'Bo Lind', role: 'secretary', roleTitle: null, signedAt: '2026-03-30T08:12:00Z' },
    { name: 'Anna Ek', role: 'adjuster', roleTitle: null, signedAt: '2026-03-31T12:05:00Z' },
  ],
  completedAt: '2026-03-31T12:05:02Z',
  fileName: 'ks-2026-114-undertecknat.pdf',
  length: 541_900,
  sha256: 'd0c0'.padEnd(64, '0123456789abcdef'),
  downloadUrl: '/api/v1/downloads/file',
};

export class FakeDownloads {
  handle(exchange: Exchange): boolean {
    if (exchange.path === '/api/v1/downloads/file') sendBytes(exchange, Buffer.from('%PDF-1.7'), 'application/pdf');
    else if (exchange.path !== '/api/v1/downloads/session') return false;
    else if (jsonOf(exchange)['token'] === goodToken) sendJson(exchange, 200, finished);
    else sendProblem(exchange, { status: 404, code: 'link-unknown', sv: 'Vi känner inte igen länken.', en: 'We do not recognise the link.' });
    return true;
  }
}
