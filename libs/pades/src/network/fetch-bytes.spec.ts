import dns from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchBytes, requireAllowed } from './fetch-bytes.js';
import { isInternalAddress } from './internal-address.js';

const servers: Server[] = [];
let asked: string[] = [];
afterEach(() => {
  asked = [];
  jest.restoreAllMocks();
});
afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The name server of this test says so. */
function resolvesTo(...addresses: readonly string[]): void {
  const answer = (_name: string, _options: unknown, done: (error: null, found: { address: string; family: number }[]) => void) => {
    done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  jest.spyOn(dns, 'lookup').mockImplementation(answer as never);
}

const limits = { timeoutMilliseconds: 5_000, maxBytes: 1_000 };
const get = { method: 'GET' } as const;

test.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', 'fe80::1%eth0', 'fd00::1', 'not an address'])(
  '%s is internal', (address) => expect(isInternalAddress(address)).toBe(true),
);

test.each(['8.8.8.8', '193.10.0.1', '172.32.0.1', '100.128.0.1', '2a00:1450:400f:80c::200e'])('%s is public', (address) => expect(isInternalAddress(address)).toBe(false));

test('a public name that leads to this machine is not called, though the name is allowed', async () => {
  const port = await serve((_request, response) => response.end('secret'));
  resolvesTo('93.184.216.34', '127.0.0.1');
  const url = `http://ocsp.exempel.example:${String(port)}/`;
  await expect(fetchBytes(url, get, { ...limits, allowedHosts: ['ocsp.exempel.example'] })).rejects.toMatchObject({ code: 'host-not-allowed', details: { address: '127.0.0.1' } });
  expect(asked).toEqual([]);
});

test('the same is called where the operator wrote the whole address down', async () => {
  const port = await serve((_request, response) => response.end('token'));
  resolvesTo('127.0.0.1');
  const url = `http://tsa.exempel.example:${String(port)}/`;
  const answer = await fetchBytes(url, get, { ...limits, allowedHosts: ['tsa.exempel.example'], mayBeInternal: true });
  expect(Buffer.from(answer).toString()).toBe('token');
});

test('another port of an allowed address is another host', async () => {
  const [allowed, canary] = [await serve((_request, response) => response.end()), await serve((_request, response) => response.end())];
  await expect(fetchBytes(`http://127.0.0.1:${String(canary)}/`, get, { ...limits, allowedHosts: [`127.0.0.1:${String(allowed)}`] })).rejects.toMatchObject({ code: 'host-not-allowed' });
  expect(asked).toEqual([]);
});

test.each(['ftp://a.example/', 'file:///etc/passwd', 'ldap://a.example/cn=CRL', 'javascript:1', 'http://user@a.example.evil.example/', 'http://[::ffff:127.0.0.1]/', 'no address'])('%s is not called', (url) => {
  expect(() => requireAllowed(url, ['a.example', '127.0.0.1'])).toThrow(expect.objectContaining({ code: 'host-not-allowed' }));
});

test.each<[string, RequestListener]>([
  ['a redirection', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['more than the limit', (_request, response) => response.end(Buffer.alloc(1_001))],
  ['more than the limit, without a length', (_request, response) => { response.write(Buffer.alloc(600)); response.end(Buffer.alloc(600)); }],
  ['an answer that breaks off', (_request, response) => { response.writeHead(200, { 'content-length': '500' }); response.write('half'); setImmediate(() => response.destroy()); }],
  ['an error', (_request, response) => response.writeHead(500).end('x')],
])('%s is no answer', async (_name, listener) => {
  const port = await serve(listener);
  await expect(fetchBytes(`http://127.0.0.1:${String(port)}/`, get, { ...limits, allowedHosts: ['127.0.0.1'] })).rejects.toThrow();
});

test('drop by drop does not hold us longer than the limit', async () => {
  const port = await serve((_request, response) => {
    const drip = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(drip));
  });
  await expect(fetchBytes(`http://127.0.0.1:${String(port)}/`, get, { ...limits, timeoutMilliseconds: 300, maxBytes: 1_000_000, allowedHosts: ['127.0.0.1'] })).rejects.toThrow();
});
