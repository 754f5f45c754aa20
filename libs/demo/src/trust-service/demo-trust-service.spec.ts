import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DEMO_TIME_STAMP_POLICY, startDemoTrustService, type DemoTrustService } from '#demo';
import { createOneTimeIdentity, openKeyFile } from '#issuance';
import { buildOcspRequest, buildTimeStampRequest, TimeStampFailure } from '#pki/build';
import {
  buildAndValidatePath,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseTimeStampResponse,
  parseTimeStampToken,
  toPem,
  verifyOcspResponse,
  verifyTimeStampToken,
  type Certificate,
} from '#pki/parse';
import { isDemoCertificate, type Clock } from '#platform';
import { findOpenssl, type Openssl } from '#testing';

const folder = mkdtempSync(path.join(tmpdir(), 'justera-demo-trust-'));
const openssl: Openssl | undefined = findOpenssl();
const clock: Clock = { now: () => new Date() };
const imprint = createHash('sha256').update('minutes').digest();
let service: DemoTrustService;
let root: Certificate;
let tsa: Certificate;

beforeAll(async () => {
  service = await startDemoTrustService({ folder, clock });
  root = parseCertificate(service.rootDer);
  tsa = parseCertificate(await get('/tsa.cer'));
});
afterAll(async () => {
  await service.stop();
  openssl?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function get(where: string): Promise<Uint8Array> {
  const response = await fetch(service.url + where);
  if (!response.ok) throw new Error(`${where}: ${String(response.status)}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function post(url: string, type: string, body: Uint8Array): Promise<{ status: number; type: string | null; body: Uint8Array }> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: response.status, type: response.headers.get('content-type'), body: new Uint8Array(await response.arrayBuffer()) };
}

const stamp = async (body: Uint8Array): Promise<ReturnType<typeof parseTimeStampResponse>> =>
  parseTimeStampResponse((await post(service.tsaUrl, 'application/timestamp-query', body)).body);

describe('keys', () => {
  test('lie in a folder of their owner alone, encrypted', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const keys = readdirSync(folder).filter((name) => name.includes('-key'));
    expect(keys).toHaveLength(3);
    for (const name of [...keys, 'passphrase', 'trust-service.json']) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    for (const name of keys) expect(readFileSync(path.join(folder, name), 'utf8')).not.toContain('BEGIN PRIVATE KEY');
  });

  test('every certificate says that it is a demo, so production refuses it', async () => {
    for (const name of ['/root.cer', '/issuing.cer', '/tsa.cer']) expect(isDemoCertificate(await get(name))).toBe(true);
    expect(Buffer.from(service.rootDer).toString('latin1')).toContain('Justera Demo Root (not for production)');
  });

  test('a restart keeps keys, certificates and address', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'justera-demo-trust-'));
    const first = await startDemoTrustService({ folder: own, clock });
    await first.stop();
    const second = await startDemoTrustService({ folder: own, clock });
    await second.stop();
    expect([second.url, toPem(second.rootDer), toPem(second.issuingCertificate)]).toEqual([first.url, toPem(first.rootDer), toPem(first.issuingCertificate)]);
    rmSync(own, { recursive: true, force: true });
  });

  test('a taken port: another one, with a new issuing CA under the same root', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'justera-demo-trust-'));
    const first = await startDemoTrustService({ folder: own, clock });
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(Number(new URL(first.url).port), '127.0.0.1', resolve));
    const second = await startDemoTrustService({ folder: own, clock });
    expect(second.url).not.toBe(first.url);
    expect(toPem(second.rootDer)).toBe(toPem(first.rootDer));
    expect(parseCertificate(second.issuingCertificate).known.crlUrls).toEqual([`${second.url}/root.crl`]);
    await second.stop();
    await new Promise((resolve) => squatter.close(resolve));
    rmSync(own, { recursive: true, force: true });
  });

  test('a lost passphrase stops the start, with a code, and frees the port', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'justera-demo-trust-'));
    const first = await startDemoTrustService({ folder: own, clock });
    await first.stop();
    unlinkSync(path.join(own, 'passphrase'));
    await expect(startDemoTrustService({ folder: own, clock })).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(Number(new URL(first.url).port), '127.0.0.1', resolve));
    expect((probe.address() as AddressInfo).port).toBe(Number(new URL(first.url).port));
    await new Promise((resolve) => probe.close(resolve));
    rmSync(own, { recursive: true, force: true });
  });

  test('the signing component opens the issuing key from its file', async () => {
    const opened = await openKeyFile(service.issuingKeyFile, service.issuingKeyPassphrase);
    expect(toPem(opened.certificate.der)).toBe(toPem((await service.openIssuingAuthority()).certificate.der));
  });

  test('a one-time certificate of the issuing CA leads to the root', async () => {
    const authContext = { identityProvider: 'demo', instant: clock.now(), levelOfAssurance: 'substantial', reference: 'r' } as const;
    const subject = { country: 'SE', givenName: 'Anna', surname: 'Ek', commonName: 'Anna Ek', serialNumber: 'p1', authContext };
    const identity = await createOneTimeIdentity(await service.openIssuingAuthority(), subject, clock, { caIssuersUrls: [service.issuingCertificateUrl] });
    const crls = [parseCrl(await get('/root.crl'))];
    const intermediates = [parseCertificate(service.issuingCertificate)];
    const path = buildAndValidatePath(parseCertificate(identity.certificate), { anchors: [root], intermediates, at: clock.now(), crls });
    expect(path).toMatchObject({ status: 'valid', code: 'ok' });
    identity.dispose();
  });
});

describe('time stamping', () => {
  test('grants a token for exactly the imprint and nonce of the request', async () => {
    const request = buildTimeStampRequest({ hash: 'sha256', imprint, nonce: randomBytes(8) });
    const answer = await post(service.tsaUrl, 'application/timestamp-query', request.der);
    expect([answer.status, answer.type]).toEqual([200, 'application/timestamp-reply']);
    const token = parseTimeStampToken(parseTimeStampResponse(answer.body).token ?? new Uint8Array());
    expect(verifyTimeStampToken(token, imprint)).toMatchObject({ valid: true });
    expect(token).toMatchObject({ nonce: request.nonce, policy: DEMO_TIME_STAMP_POLICY, accuracyMilliseconds: 1000 });
    expect(Math.abs(token.genTime.getTime() - Date.now())).toBeLessThan(3000);
    expect(buildAndValidatePath(tsa, { anchors: [root], at: token.genTime, purpose: 'timestamping', revocation: 'skip' }).status).toBe('valid');
  });

  test('without certReq the token holds no certificate, and verifies with the one that is known (RFC 3161 §2.4.2)', async () => {
    const { token } = await stamp(buildTimeStampRequest({ hash: 'sha256', imprint, certReq: false }).der);
    const parsed = parseTimeStampToken(token ?? new Uint8Array());
    expect(parsed.signedData.rawCertificates).toHaveLength(0);
    expect(verifyTimeStampToken(parsed, imprint).valid).toBe(false);
    expect(verifyTimeStampToken(parsed, imprint, [tsa])).toMatchObject({ valid: true });
  });

  test('every token has a serial number of its own, without a nonce too', async () => {
    const request = buildTimeStampRequest({ hash: 'sha512', imprint: Buffer.alloc(64) }).der;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => stamp(request)));
    const serials = tokens.map(({ token }) => parseTimeStampToken(token ?? new Uint8Array()).serialNumber);
    expect(new Set(serials).size).toBe(20);
  });

  const request = buildTimeStampRequest({ hash: 'sha256', imprint }).der;
  test.each<[string, Uint8Array, number]>([
    ['junk', Buffer.from('not DER'), TimeStampFailure.badDataFormat],
    ['nothing', new Uint8Array(), TimeStampFailure.badDataFormat],
    ['a request cut short', request.subarray(0, -1), TimeStampFailure.badDataFormat],
    ['SHA-1', buildTimeStampRequest({ hash: 'sha1', imprint: Buffer.alloc(20) }).der, TimeStampFailure.badAlg],
    ['an imprint that is too short', buildTimeStampRequest({ hash: 'sha256', imprint: Buffer.alloc(31) }).der, TimeStampFailure.badDataFormat],
    ['another policy', buildTimeStampRequest({ hash: 'sha256', imprint, policy: '1.2.3.4' }).der, TimeStampFailure.unacceptedPolicy],
    ['another version', Buffer.from(request).fill(2, 4, 5), TimeStampFailure.badRequest],
  ])('%s is rejected by PKIFailureInfo', async (_name, body, failure) => {
    const { granted, failures, token } = await stamp(body);
    expect({ granted, failures, token }).toEqual({ granted: false, failures: [failure] });
  });

  test('what is no time-stamp request at all is refused by HTTP', async () => {
    expect((await post(service.tsaUrl, 'text/plain', request)).status).toBe(415);
    expect((await fetch(service.tsaUrl)).status).toBe(405);
    expect((await post(service.tsaUrl, 'application/timestamp-query', new Uint8Array(70_000))).status).toBe(413);
  });

  test('out of order it answers 503, until repaired', async () => {
    service.breakPart('tsa');
    expect((await post(service.tsaUrl, 'application/timestamp-query', request)).status).toBe(503);
    service.repairPart('tsa');
    expect((await stamp(request)).granted).toBe(true);
  });
});

describe('revocation', () => {
  const ask = async (certificate: Certificate, nonce?: Uint8Array): Promise<ReturnType<typeof parseOcspResponse>> => {
    const body = buildOcspRequest({ certificate, issuer: root, ...(nonce === undefined ? {} : { nonce }) });
    const answer = await post(service.ocspUrl, 'application/ocsp-request', body);
    expect([answer.status, answer.type]).toEqual([200, 'application/ocsp-response']);
    return parseOcspResponse(answer.body);
  };

  test('OCSP says good of what the root issued, at once fresh enough for a timestamp of this second', async () => {
    const { token } = await stamp(buildTimeStampRequest({ hash: 'sha256', imprint }).der);
    const { genTime } = parseTimeStampToken(token ?? new Uint8Array());
    const response = await ask(tsa, randomBytes(16));
    expect(verifyOcspResponse(response, { certificate: tsa, issuer: root })).toMatchObject({ valid: true });
    const path = buildAndValidatePath(tsa, { anchors: [root], at: clock.now(), purpose: 'timestamping', ocsps: [response], freshFrom: genTime });
    expect(path).toMatchObject({ status: 'valid', code: 'ok' });
  });

  test('OCSP answers GET as well', async () => {
    const request = Buffer.from(buildOcspRequest({ certificate: tsa, issuer: root })).toString('base64');
    const response = parseOcspResponse(await get(`/ocsp/${encodeURIComponent(request)}`));
    expect(verifyOcspResponse(response, { certificate: tsa, issuer: root }).valid).toBe(true);
  });

  test('OCSP does not speak of certificates that are not the root’s, nor good of unknown ones', async () => {
    const issuing = parseCertificate(service.issuingCertificate);
    const foreign = await post(service.ocspUrl, 'application/ocsp-request', buildOcspRequest({ certificate: tsa, issuer: issuing }));
    expect(Buffer.from(foreign.body).toString('hex')).toBe('30030a0106');
    const junk = await post(service.ocspUrl, 'application/ocsp-request', Buffer.from('junk'));
    expect(Buffer.from(junk.body).toString('hex')).toBe('30030a0101');
    const unknown = await ask(root);
    expect(verifyOcspResponse(unknown, { certificate: root, issuer: root }).valid).toBe(true);
    expect(JSON.stringify(unknown.responses.map(({ status }) => status))).toContain('unknown');
  });

  test('a revoked certificate is revoked in OCSP and CRL, also after a restart', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'justera-demo-trust-'));
    const first = await startDemoTrustService({ folder: own, clock });
    const issuing = parseCertificate(first.issuingCertificate);
    await first.revoke(issuing.serialNumber, new Date(Date.now() - 60_000), 'keyCompromise');
    await first.stop();
    const second = await startDemoTrustService({ folder: own, clock });
    const crl = parseCrl(new Uint8Array(await (await fetch(`${second.url}/root.crl`)).arrayBuffer()));
    const body = buildOcspRequest({ certificate: issuing, issuer: parseCertificate(second.rootDer) });
    const ocsp = parseOcspResponse((await post(second.ocspUrl, 'application/ocsp-request', body)).body);
    for (const evidence of [{ crls: [crl] }, { ocsps: [ocsp] }]) {
      const verdict = buildAndValidatePath(issuing, { anchors: [parseCertificate(second.rootDer)], at: clock.now(), purpose: 'certificate', ...evidence });
      expect(verdict).toMatchObject({ status: 'invalid', code: 'revoked' });
    }
    await second.stop();
    rmSync(own, { recursive: true, force: true });
  });

  test('files come with their content types, and nothing else is there', async () => {
    const type = async (where: string): Promise<string | null> => (await fetch(service.url + where, { method: 'HEAD' })).headers.get('content-type');
    expect(await type('/root.cer')).toBe('application/pkix-cert');
    expect(await type('/root.crl')).toBe('application/pkix-crl');
    expect(await type('/issuing.crl')).toBe('application/pkix-crl');
    for (const where of ['/passphrase', '/../passphrase', '/%2e%2e/passphrase', '/issuing-key.pem', '/trust-service.json']) {
      expect((await fetch(service.url + where)).status).toBe(404);
    }
  });
});

(openssl === undefined ? describe.skip : describe)('openssl judges', () => {
  const judge = openssl as Openssl;

  beforeAll(async () => {
    judge.file('root.pem', toPem(service.rootDer));
    judge.file('issuing.pem', toPem(service.issuingCertificate));
    judge.file('tsa.pem', toPem(tsa.der));
    judge.file('root-crl.pem', toPem(await get('/root.crl'), 'X509 CRL'));
    judge.file('data', 'minutes');
  });

  test('the certificates, with revocation checked', () => {
    expect(judge.run('verify', '-x509_strict', '-CAfile', 'root.pem', '-CRLfile', 'root-crl.pem', '-crl_check', 'issuing.pem', 'tsa.pem')).toMatchObject({ ok: true });
    expect(judge.run('verify', '-x509_strict', '-CAfile', 'root.pem', '-purpose', 'timestampsign', 'tsa.pem')).toMatchObject({ ok: true });
  });

  test('a token for its own request, and not for other data', async () => {
    judge.run('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'q.tsq');
    const request = Buffer.from(judge.run('base64', '-A', '-in', 'q.tsq').output, 'base64');
    judge.file('r.tsr', (await post(service.tsaUrl, 'application/timestamp-query', request)).body);
    expect(judge.run('ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'root.pem')).toMatchObject({ ok: true });
    judge.file('other', 'other minutes');
    expect(judge.run('ts', '-verify', '-data', 'other', '-in', 'r.tsr', '-CAfile', 'root.pem').ok).toBe(false);
    expect(judge.run('ts', '-reply', '-in', 'r.tsr', '-text').output).toContain('Status: Granted.');
    judge.file('bad.tsr', (await post(service.tsaUrl, 'application/timestamp-query', Buffer.from('junk'))).body);
    expect(judge.run('ts', '-reply', '-in', 'bad.tsr', '-text').output).toContain('Failure info: the data submitted has the wrong format');
  });

  test('the OCSP responder over HTTP, nonce and all', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'justera-demo-ocsp-'));
    for (const [name, der] of [['root', service.rootDer], ['issuing', service.issuingCertificate], ['tsa', tsa.der]] as const) writeFileSync(path.join(own, name), toPem(der));
    // Not in step: the responder lives in this process.
    const run = promisify(execFile)('openssl', ['ocsp', '-url', service.ocspUrl, '-issuer', 'root', '-cert', 'issuing', '-cert', 'tsa', '-CAfile', 'root'], { cwd: own });
    const { stdout, stderr } = await run;
    expect(stderr.trim()).toBe('Response verify OK');
    expect(stdout).toContain('issuing: good');
    expect(stdout).toContain('tsa: good');
    rmSync(own, { recursive: true, force: true });
  });
});

test('two folders never share a root', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'justera-demo-trust-'));
  writeFileSync(path.join(own, 'unrelated'), '');
  const other = await startDemoTrustService({ folder: own, clock });
  expect(toPem(other.rootDer)).not.toBe(toPem(service.rootDer));
  await other.stop();
  rmSync(own, { recursive: true, force: true });
});
