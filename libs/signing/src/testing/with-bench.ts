import type { SignatureEngine } from '../engine/signature-engine.js';
import { startBench, type Bench } from './bench.js';
import { createPlainEngine } from './plain-engine.js';

/** A bench for all tests of a file: started before the first, stopped after the last, the mails of the one before forgotten. Of use inside hooks and tests only. */
export function withBench(engine: SignatureEngine = createPlainEngine()): Bench {
  const bench = {} as Bench;
  beforeAll(async () => {
    Object.assign(bench, await startBench(engine));
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    bench.mail.mails.length = 0;
  });
  return bench;
}
