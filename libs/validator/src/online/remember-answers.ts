import { createHash } from 'node:crypto';
import type { RevocationAnswer, RevocationSource } from '#pades';
import type { Clock } from '#platform';

export interface RememberLimits {
  readonly clock: Clock;
  /** How long an answer is given again without asking, in milliseconds. */
  readonly milliseconds: number;
  /** Answers that are remembered; the oldest goes first. */
  readonly most: number;
  /** Asked at once; who comes on top is told that nothing was had. */
  readonly atOnce: number;
}

/**
 * The source, asked once about the same certificate for a while and never about too many at once: strangers who upload the same files again and
 * again must not make us knock at a responder's door each time. That nothing was had is remembered as well.
 */
export function rememberAnswers(source: RevocationSource, { clock, milliseconds, most, atOnce }: RememberLimits): RevocationSource {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<RevocationAnswer> }>();
  let inFlight = 0;
  return {
    collect: (question) => {
      const key = createHash('sha256').update(question.certificate).update(question.issuer).update(String(question.freshAfter?.getTime())).digest('hex');
      const now = clock.now().getTime();
      const old = known.get(key);
      if (old !== undefined && old.until > now) return old.answer;
      if (inFlight >= atOnce) return Promise.resolve({ crls: [], ocspResponses: [], certificates: [], failures: ['too many are asked about at once'] });
      inFlight += 1;
      const answer = source.collect(question).finally(() => (inFlight -= 1));
      known.delete(key);
      known.set(key, { until: now + milliseconds, answer });
      for (const eldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(eldest);
      // A failure of ours is not kept: the next one asks again.
      answer.catch(() => known.delete(key));
      return answer;
    },
  };
}
