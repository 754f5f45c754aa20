import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { buildTimeStampRejection, buildTimeStampResponse, buildTimeStampToken, parseTimeStampRequest, TimeStampFailure, type TimeStampRequest } from '#pki/build';
import { Oid } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { createTimeStampClient, type TimeStampClientOptions } from './time-stamp-client.js';

let pki: TestPki;
const servers: Server[] = [];
const digest = createHash('sha256').update('signature value').digest();
const testPolicy = '1.2.3.4';

beforeAll(async () => {
  pki = await createTestPki();
});
afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

type Answer = (request: TimeStampRequest) => Promise<Uint8Array | number>;

async function authority(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void answer(parseTimeStampRequest(Buffer.concat(parts))).then((result) => {
        if (typeof result === 'number') response.writeHead(result, { location: 'http://127.0.0.1:1/' }).end();
        else response.end(result);
      });
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/tsa`;
}

const stamped = async (request: TimeStampRequest, tsa: TestCertificate = pki.tsa, genTime: Date = pki.now): Promise<Uint8Array> =>
  buildTimeStampResponse(
    await buildTimeStampToken({ request, authority: { certificate: tsa.certificate, chain: tsa.chain, signer: tsa.signer, policy: testPolicy }, serialNumber: Buffer.from([7]), genTime }),
  );

/** The last byte of the answer belongs to the signature value. */
function withLastByteFlipped(der: Uint8Array): Uint8Array {
  const copy = Buffer.from(der);
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
  return copy;
}

const client = (urls: readonly string[], changes: Partial<TimeStampClientOptions> = {}) =>
  createTimeStampClient({ authorities: urls.map((url) => ({ url })), allowedHosts: ['127.0.0.1'], anchors: [pki.root.der], now: () => pki.now, timeoutMilliseconds: 1_000, ...changes });

test('a good token comes back with its time', async () => {
  const url = await authority((request) => stamped(request));
  await expect(client([url]).timestamp(digest, 'sha256')).resolves.toMatchObject({ genTime: pki.now, authority: url });
});

test.each<[string, Answer, object]>([
  ['an answer to another question (nonce)', (request) => stamped({ ...request, nonce: Buffer.from('02040badc0de', 'hex') }), { code: 'timestamp-invalid', details: { why: 'nonce' } }],
  ['a token over another imprint', (request) => stamped({ ...request, imprint: createHash('sha256').update('other').digest() }), { code: 'timestamp-invalid', details: { why: 'imprint' } }],
  ['a token without the certificate that was asked for', (request) => stamped({ ...request, certReq: false }), { code: 'timestamp-invalid', details: { why: 'certificate' } }],
  ['a token of the right form, signed by nobody', async (request) => withLastByteFlipped(await stamped({ ...request, certReq: true })), { code: 'timestamp-invalid' }],
  ['a refusal', () => Promise.resolve(buildTimeStampRejection(TimeStampFailure.badAlg, 'no')), { code: 'timestamp-rejected' }],
  ['a clock that is an hour off', (request) => stamped(request, pki.tsa, new Date(pki.now.getTime() + 3_600_000)), { code: 'timestamp-clock-skew' }],
  ['an answer that is no ASN.1', () => Promise.resolve(Buffer.from('<html>')), { code: 'timestamp-unavailable' }],
  ['an error of the server', () => Promise.resolve(503), { code: 'timestamp-unavailable' }],
  ['a redirection', () => Promise.resolve(302), { code: 'timestamp-unavailable' }],
  ['more bytes than any token has', () => Promise.resolve(Buffer.alloc(70_000, 0x30)), { code: 'timestamp-unavailable' }],
  ['silence', () => new Promise(() => undefined), { code: 'timestamp-unavailable' }],
])('%s is no time-stamp', async (name, answer, expected) => {
  const url = await authority(answer);
  await expect(client([url], { timeoutMilliseconds: name === 'silence' ? 200 : 5_000 }).timestamp(digest, 'sha256')).rejects.toMatchObject(expected);
});

test('a token by a certificate that is not for time-stamping is refused', async () => {
  const wrong = await pki.issue({ subject: 'Not a time-stamping authority', keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpTimeStamping, '1.3.6.1.5.5.7.3.1'] });
  const url = await authority((request) => stamped(request, wrong));
  await expect(client([url]).timestamp(digest, 'sha256')).rejects.toMatchObject({ code: 'timestamp-invalid' });
});

test('a token whose chain ends elsewhere is refused', async () => {
  const stranger = await createTestPki({ label: 'stranger' });
  const url = await authority((request) => stamped(request, stranger.tsa));
  await expect(client([url]).timestamp(digest, 'sha256')).rejects.toMatchObject({ code: 'timestamp-invalid' });
});

test('a policy that was not asked for is refused', async () => {
  const url = await authority(({ policy: _asked, ...request }) => stamped(request));
  const asking = client([], { authorities: [{ url, policy: '1.2.3.5' }] });
  await expect(asking.timestamp(digest, 'sha256')).rejects.toMatchObject({ code: 'timestamp-invalid', details: { why: 'policy' } });
});

test('where nobody was told whom to trust, all is checked but who stands behind the chain', async () => {
  const stranger = await createTestPki({ label: 'stranger' });
  const url = await authority((request) => stamped(request, stranger.tsa));
  await expect(client([url], { anchors: 'unchecked' }).timestamp(digest, 'sha256')).resolves.toMatchObject({ genTime: pki.now });
  const other = await authority((request) => stamped({ ...request, imprint: createHash('sha256').update('other').digest() }, stranger.tsa));
  await expect(client([other], { anchors: 'unchecked' }).timestamp(digest, 'sha256')).rejects.toMatchObject({ details: { why: 'imprint' } });
});

test('a bad token of the first authority is thrown away whole: the second answers to a question of its own', async () => {
  const nonces: string[] = [];
  const remember = (request: TimeStampRequest) => nonces.push(Buffer.from(request.nonce ?? []).toString('hex'));
  const bad = await authority((request) => { remember(request); return stamped({ ...request, nonce: Buffer.from('020401020304', 'hex') }); });
  const good = await authority((request) => { remember(request); return stamped(request); });
  await expect(client([bad, good]).timestamp(digest, 'sha256')).resolves.toMatchObject({ authority: good });
  expect(new Set(nonces).size).toBe(2);
});

test('the next authority is asked when one fails, and only then', async () => {
  let asked = 0;
  const good = await authority((request) => {
    asked += 1;
    return stamped(request);
  });
  const bad = await authority(() => Promise.resolve(500));
  await expect(client([bad, good]).timestamp(digest, 'sha256')).resolves.toMatchObject({ authority: good });
  await expect(client([good, bad]).timestamp(digest, 'sha256')).resolves.toMatchObject({ authority: good });
  expect(asked).toBe(2);
});

test('an authority on a host that is not allowed is refused before anything is sent', () => {
  expect(() => client(['http://169.254.169.254/latest'])).toThrow(expect.objectContaining({ code: 'host-not-allowed' }));
  expect(() => client(['file:///etc/passwd'])).toThrow(expect.objectContaining({ code: 'host-not-allowed' }));
});
