import { openChangeFeed, type ChangeFeed } from '#persistence';
import { appendSignatures } from './append/append-signatures.js';
import { viewCeremony } from './ceremony/view-ceremony.js';
import { viewChangedCeremony } from './ceremony/view-changed-ceremony.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import type { CaseRef, TaskRef } from './dependencies.js';
import { clerk, consent, openCase, taskRef } from './testing/cases.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);
jest.setTimeout(60_000);

const bench = withBench();
let changes: ChangeFeed;
let ref: CaseRef;
let anna: TaskRef;
let bo: TaskRef;
beforeAll(async () => {
  changes = await openChangeFeed({ url: bench.apiUrl, role: 'api' });
});
afterAll(() => changes.close());
beforeEach(async () => {
  ref = await openCase(bench, [{ name: 'Anna Ek' }, { name: 'Bo Lind' }]);
  anna = await taskRef(bench, ref, 'Anna Ek');
  bo = await taskRef(bench, ref, 'Bo Lind');
});

const forever = 600_000;
const seen = async (task: TaskRef): Promise<string> => (await viewCeremony(bench.api, task)).marker;
const waitFor = (task: TaskRef, after: string, milliseconds: number, signal = new AbortController().signal) =>
  viewChangedCeremony(bench.api, changes, task, { after, milliseconds, signal });

test('who consented is answered when the signature has landed', async () => {
  await consent(bench, ref, 'Anna Ek');
  const answer = waitFor(anna, await seen(anna), forever);
  await appendSignatures(bench.signer, ref);
  expect(await answer).toMatchObject({ state: 'signed' });
});

test('what had changed before the question is told at once', async () => {
  const marker = await seen(anna);
  await consent(bench, ref, 'Anna Ek');
  expect(await waitFor(anna, marker, forever)).toMatchObject({ state: 'consented' });
});

test('the end of the request is told to everybody who waits', async () => {
  const answers = [waitFor(anna, await seen(anna), forever), waitFor(bo, await seen(bo), forever)];
  await withdrawRequest(bench.api, { ...ref, reason: 'Fel fil.' }, clerk);
  for (const view of await Promise.all(answers)) expect(view).toMatchObject({ requestState: 'withdrawn' });
});

test('when nothing happens, the view as it stands is the answer; and at once when nobody waits any more', async () => {
  const before = await viewCeremony(bench.api, anna);
  expect(await waitFor(anna, before.marker, 50)).toEqual(before);
  const gone = new AbortController();
  const answer = waitFor(anna, before.marker, forever, gone.signal);
  setTimeout(() => gone.abort(), 50);
  expect(await answer).toEqual(before);
});
