import { sha256Hex } from '#platform';
import { openIdConnectCallback } from './ceremony/open-id-connect-callback.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import type { SignerDependencies, TaskRef } from './dependencies.js';
import { codeOf } from './testing/bench.js';
import { openCase, taskRef } from './testing/cases.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

let signer: SignerDependencies;
let anna: TaskRef;
let bo: TaskRef;
const bench = withBench();
beforeAll(async () => {
  // Nobody listens there: whatever gets as far as asking the provider fails with `provider-unreachable`.
  const openIdConnect = {
    provider: 'Exempel-leg',
    issuer: 'http://127.0.0.1:1/',
    clientId: 'justera',
    clientSecret: 'not a real secret',
    redirectUri: 'http://127.0.0.1:2/callback',
    acrValues: ['substantial'],
    acrLevels: { substantial: 'substantial' as const },
    pseudonymKey: bench.signer.pseudonymKey,
    allowInsecureHttp: true,
    timeoutMilliseconds: 500,
  };
  signer = { ...bench.signer, openIdConnect };
  const ref = await openCase(bench, [{ name: 'Anna Ek' }, { name: 'Bo Lind' }], { authentication: 'openIdConnect', requiredLevelOfAssurance: 'substantial' });
  [anna, bo] = [await taskRef(bench, ref, 'Anna Ek'), await taskRef(bench, ref, 'Bo Lind')];
});

/** As if Anna had been sent to the provider. */
async function begun(state: string): Promise<string> {
  const createdAt = bench.clock.now();
  const expiresAt = new Date(createdAt.getTime() + 600_000);
  await signer.database.inBody(anna.bodyId, (tx) =>
    tx.openIdTransactions.insert({ id: bench.signer.ids.id(), taskId: anna.taskId, stateSha256: sha256Hex(state), nonce: 'n', codeVerifier: 'v', createdAt, expiresAt }),
  );
  return `http://127.0.0.1:2/callback?code=c&state=${state}`;
}

describe('the answer of an identity provider', () => {
  it('without state, with an unknown one, or no URL at all: refused', async () => {
    for (const callbackUrl of ['http://127.0.0.1:2/callback?code=c', 'http://127.0.0.1:2/callback?code=c&state=unknown', 'junk']) {
      expect(await codeOf(openIdConnectCallback(signer, { ...anna, callbackUrl }))).toBe('answer-invalid');
    }
  });

  it('answer-fetched-by-somebody-else: of no use in another person’s browser, and still good in the right one', async () => {
    const callbackUrl = await begun('state-1');
    expect(await codeOf(openIdConnectCallback(signer, { ...bo, callbackUrl }))).toBe('answer-invalid');
    expect(await codeOf(openIdConnectCallback(signer, { ...anna, bodyId: '018f3c5e-7d3a-7c11-8a52-0123456789ab', callbackUrl }))).toBe('answer-invalid');
    expect(await codeOf(openIdConnectCallback(signer, { ...anna, callbackUrl }))).toBe('provider-unreachable');
  });

  it('replayed, or too late: refused', async () => {
    const callbackUrl = await begun('state-2');
    expect(await codeOf(openIdConnectCallback(signer, { ...anna, callbackUrl }))).toBe('provider-unreachable');
    expect(await codeOf(openIdConnectCallback(signer, { ...anna, callbackUrl }))).toBe('answer-invalid');
    const late = await begun('state-3');
    bench.clock.advance(600_001);
    expect(await codeOf(openIdConnectCallback(signer, { ...anna, callbackUrl: late }))).toBe('answer-invalid');
  });

  it('provider down: said so, nothing is lost; not configured: said so', async () => {
    expect(await codeOf(startAuthentication(signer, anna))).toBe('provider-unreachable');
    expect(await codeOf(startAuthentication(bench.signer, anna))).toBe('method-mismatch');
  });
});
