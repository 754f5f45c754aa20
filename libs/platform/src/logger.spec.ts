import { inspect } from 'node:util';
import { createLogger, describeError, JusteraError, redactText, Secret } from '#platform';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ name: 'test', level: 'debug', destination: { write: (line: string) => void lines.push(line) } }));
  return lines.join('');
}

const CANARY = 'kanariefagel-4711';

test.each([
  ['a token member', { token: CANARY }],
  ['a nested one', { request: { headers: { authorization: `Bearer ${CANARY}` } } }],
  ['a cookie', { headers: { cookie: `justera_task=${CANARY}; a=b` } }],
  ['a cookie in a sentence', { note: `sent justera_task=${CANARY};` }],
  ['a list of secrets', { tokens: [CANARY] }],
  ['a link path', { path: `/s/${CANARY}` }],
  ['a download link', { url: `https://exempel.example/d/${CANARY}?x=1` }],
  ['a callback', { url: `/api/v1/ceremony/callback?code=${CANARY}&state=${CANARY}` }],
  ['the state of an authentication', { state: `${CANARY}-and-more-than-24-characters` }],
  ['a database URL', { databaseUrl: `postgres://justera_api:${CANARY}@127.0.0.1/justera` }],
  ['a Secret', { anything: new Secret(CANARY) }],
  ['a password', { passphrase: CANARY, password: CANARY, codePepper: CANARY, clientSecret: CANARY }],
  ['bytes', { key: Buffer.from(CANARY) }],
  ['an error with a link in its message', { error: new Error(`GET /s/${CANARY} failed`) }],
  ['an error of the database with its row', { error: Object.assign(new Error('duplicate'), { detail: `Key (email)=(${CANARY})`, parameters: [CANARY] }) }],
  ['the cause of an error', { error: new Error('outer', { cause: new Error(`Bearer ${CANARY}`) }) }],
])('%s does not get into the log', (_what, fields) => {
  expect(logged((log) => log.info(fields, 'something happened'))).not.toContain(CANARY);
  expect(logged((log) => log.child(fields).info({}, 'something happened'))).not.toContain(CANARY);
});

test('nor does a link or bearer token in the sentence itself', () => {
  expect(logged((log) => log.warn({}, `opened /s/${CANARY} with Bearer ${CANARY}`))).not.toContain(CANARY);
});

test('one-time codes and identity numbers are hidden, error codes and request states are not', () => {
  const line = logged((log) => log.info({ code: '1234 5678', emailCode: '12345678', person: '19800101-1234', other: '800101-1234' }, 'tried'));
  expect(line).not.toMatch(/5678|0101-1234/);
  const harmless = { code: 'ECONNREFUSED', errorCode: 'tsa-unreachable', sqlState: '42501', state: 'awaitingSignatures', statusCode: 409, tokenSha256: 'ab12', taskId: '0191d2a0-0000-7000-8000-000000000000' };
  const told = logged((log) => log.info(harmless, 'told'));
  for (const value of ['ECONNREFUSED', 'tsa-unreachable', '42501', 'awaitingSignatures', '409', 'ab12', harmless.taskId]) expect(told).toContain(value);
});

test('a cycle, a BigInt and a very deep object do not stop the log', () => {
  const cycle: Record<string, unknown> = { n: 1n };
  cycle['self'] = cycle;
  expect(logged((log) => log.info({ cycle }, 'still here'))).toContain('still here');
});

test('below the level nothing is written', () => {
  const lines: string[] = [];
  createLogger({ name: 'test', level: 'warn', destination: { write: (line: string) => void lines.push(line) } }).info({}, 'quiet');
  expect(lines).toEqual([]);
});

test('a Secret shows itself only when asked', () => {
  const secret = new Secret(CANARY);
  expect([String(secret), JSON.stringify({ secret }), inspect(secret), `${secret}`, inspect({ secret })].join()).not.toContain(CANARY);
  expect(secret.reveal()).toBe(CANARY);
});

test('an error tells its class, code and cause', () => {
  class SomeError extends JusteraError<'some-code'> {}
  const cause = new Error('below');
  const error = new SomeError('some-code', 'it failed', { details: { n: 1 }, cause });
  expect(error).toMatchObject({ name: 'SomeError', code: 'some-code', details: { n: 1 }, cause });
  expect(describeError(error)).toBe('some-code: it failed');
  expect(describeError('text')).toBe('text');
  expect(redactText('nothing to hide, § 7, sidan 5')).toBe('nothing to hide, § 7, sidan 5');
});
