import { statusFrom, type Certificate, type RevocationEvidence } from '#pki/parse';

// Only what is looked at: the statement's times, and a certificate without exemption.
const certificate = { known: { ocspUrls: [] }, extension: () => undefined } as unknown as Certificate;
const good = (thisUpdate: string): RevocationEvidence => ({ status: 'good', thisUpdate: new Date(thisUpdate), nextUpdate: new Date('2026-06-01T00:00:00Z') }) as RevocationEvidence;
const stamped = new Date('2026-05-04T12:00:00.730Z');

test('a list made in the second of the timestamp is not older than it, one of the second before is', () => {
  expect(statusFrom([good('2026-05-04T12:00:00Z')], certificate, stamped, stamped).status).toBe('good');
  expect(statusFrom([good('2026-05-04T11:59:59Z')], certificate, stamped, stamped)).toMatchObject({ status: 'unknown', why: 'stale' });
});
