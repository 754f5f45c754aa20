import { appendSignatures } from '../append/append-signatures.js';
import type { MailPayload } from '../case/work.js';
import { completeRequest } from '../complete/complete-request.js';
import type { CaseRef } from '../dependencies.js';
import { sendMail } from '../mail/send-mail.js';
import { prepareSignRequest } from '../prepare/prepare-sign-request.js';
import { SigningError } from '../signing-error.js';
import type { Bench } from './bench.js';

interface Row {
  readonly id: string;
  readonly queue: string;
  readonly payload: unknown;
}

/**
 * Plays relay and queues without them: takes what stands in the outbox and runs it, until nothing is left. A job that
 * may be tried again stays for the next call. Returns the error codes met.
 */
export async function pump(bench: Bench, options: { parallel?: boolean } = {}): Promise<string[]> {
  const errors: string[] = [];
  for (;;) {
    const { rows } = await bench.admin.query<Row>(
      `UPDATE justera.outbox SET dispatched_at = now() WHERE id IN
         (SELECT id FROM justera.outbox WHERE dispatched_at IS NULL ORDER BY created_at, id FOR UPDATE SKIP LOCKED)
       RETURNING id, queue, payload`,
    );
    if (rows.length === 0) return errors;
    const later: string[] = [];
    const runOne = async (row: Row): Promise<void> => {
      try {
        await run(bench, row);
      } catch (error) {
        if (!(error instanceof SigningError)) throw error;
        const { reason } = error.details;
        errors.push(typeof reason === 'string' ? `${error.code} ${reason}` : error.code);
        if (bench.showErrors) process.stderr.write(`${error.code} ${String(reason)} ${String((error.cause as Error | undefined)?.stack)}\n`);
        if (error.retryable) later.push(row.id);
      }
    };
    if (options.parallel === true) await Promise.all(rows.map(runOne));
    else for (const row of rows) await runOne(row);
    if (later.length > 0) {
      await bench.admin.query('UPDATE justera.outbox SET dispatched_at = NULL WHERE id = ANY($1::uuid[])', [later]);
      if (later.length === rows.length) return errors;
    }
  }
}

async function run(bench: Bench, { queue, payload }: Row): Promise<void> {
  const ref = payload as CaseRef;
  if (queue === 'prepare') await prepareSignRequest(bench.signer, ref);
  else if (queue === 'append') await appendSignatures(bench.signer, ref);
  else if (queue === 'complete') await completeRequest(bench.signer, ref);
  else if (queue === 'mail') await sendMail(bench.worker, payload as MailPayload);
  else throw new Error(`no such queue: ${queue}`);
}
