import { Controller, Get, Inject, Query } from '@nestjs/common';
import { checkpointOf, consistencyProof } from '#signing';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { EdgeError } from '../http/edge-error.js';

/** The log of all cases, as far as it holds nothing of any case: checkpoints and proofs between them. Needs staff. */
@Controller('api/v1/evidence-log')
export class EvidenceLogController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  /** How much of the log is sealed, how much of that lies outside, and what is anchored nowhere yet. */
  @Get()
  async state(): Promise<object> {
    return this.context.dependencies.database.inLog(async (log) => {
      const [row, anchored] = [await log.latestCheckpoint(), await log.anchored()];
      return { checkpoint: row === undefined ? null : { ...checkpointOf(row), at: row.at.toISOString() }, anchoredOutside: anchored };
    });
  }

  @Get('consistency')
  async consistency(@Query('first') first?: string, @Query('second') second?: string): Promise<object> {
    const [one, two] = [sizeOf(first), sizeOf(second)];
    const proof = await this.context.dependencies.database.inLog((log) => consistencyProof(log, one, two));
    if (proof === undefined) throw new EdgeError('not-found');
    return proof;
  }
}

function sizeOf(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new EdgeError('request-invalid', { field: 'first, second' });
  return Number(text);
}
