import { verifyExport } from '#evidence';
import { evolveAll, initialState, type SignRequestEvent } from '#signing-order';
import type { CaseRef } from '../dependencies.js';
import { exportEvidence } from '../desk/export-evidence.js';
import { openRevision } from '../desk/open-revision.js';
import type { Bench } from './bench.js';
import { judge } from './plain-engine.js';
import type { Judgement } from '../engine/signature-engine.js';

export interface Facts {
  readonly file: Uint8Array;
  readonly judgement: Judgement;
  readonly events: readonly SignRequestEvent[];
}

/** What must hold of a case whatever happened to it. Throws through `expect`. */
export async function expectInvariants(bench: Bench, ref: CaseRef, judgeFile: (bytes: Uint8Array) => Judgement = judge): Promise<Facts> {
  const { rows: requests } = await bench.admin.query<{ state_json: object; version: number }>('SELECT state_json, version FROM justera.sign_request WHERE id = $1', [ref.signRequestId]);
  const { rows: eventRows } = await bench.admin.query<{ payload: SignRequestEvent }>('SELECT payload FROM justera.sign_request_event WHERE sign_request_id = $1 ORDER BY version', [ref.signRequestId]);
  const events = eventRows.map((row) => row.payload);
  // The projection is what the facts say, and nothing else.
  expect(requests[0]?.state_json).toEqual(JSON.parse(JSON.stringify(evolveAll(initialState, events))));
  expect(requests[0]?.version).toBe(events.length);
  expect(events.filter((event) => event.type === 'SignRequestCompleted').length).toBeLessThanOrEqual(1);

  // Every fact has its evidence, in order, and the chain is whole.
  const exported = await exportEvidence(bench.api, ref);
  expect(verifyExport(JSON.parse(JSON.stringify(exported)))).toMatchObject({ ok: true });
  const types = new Set<string>(events.map((event) => event.type));
  expect(exported.entries.map(({ entry }) => entry.type).filter((type) => types.has(type))).toEqual(events.map((event) => event.type));

  // At most one signature per authorisation, exactly one when it is spent; none when voided.
  const { rows: authorisations } = await bench.admin.query<{ state: string; signed: string; task_id: string }>(
    `SELECT s.state, s.task_id, (SELECT count(*) FROM justera.signing_attempt a WHERE a.authorisation_id = s.id AND a.outcome = 'signed') AS signed
     FROM justera.signing_authorisation s WHERE s.sign_request_id = $1`,
    [ref.signRequestId],
  );
  for (const { state, signed } of authorisations) expect({ state, signed }).toEqual({ state, signed: state === 'spent' ? '1' : '0' });

  const head = await openRevision(bench.api, ref, 'head');
  const pieces: Uint8Array[] = [];
  for await (const piece of head.read(0, head.length)) pieces.push(piece);
  const file = Buffer.concat(pieces);
  const judgement = judgeFile(file);
  const signedEvents = events.filter((event) => event.type === 'SignTaskSigned').length;
  expect(judgement.signatures.filter((signature) => signature.kind === 'signature')).toHaveLength(signedEvents);
  expect(judgement.signatures.every((signature) => signature.integrity === 'intact')).toBe(true);
  return { file, judgement, events };
}
