import type { ValidationAnswer } from '../../../../apps/web/src/api/model/validation.js';
import { sendJson, sendProblem, type Exchange, type Problem } from './exchange.js';
import { trustAnchors, trustedLists } from './trust-anchors.js';

/** Public validation and trust. */
export class FakeValidation {
  answer: ValidationAnswer | undefined;
  problem: Problem | undefined;
  received = 0;
  /** Milliseconds that the check takes. */
  slow = 0;

  handle(exchange: Exchange): boolean {
    if (exchange.path === '/api/v1/trust') sendJson(exchange, 200, { anchors: trustAnchors, trustedLists });
    else if (exchange.path === '/api/v1/validations') {
      this.received = exchange.body.length;
      setTimeout(() => this.send(exchange), this.slow);
    } else return false;
    return true;
  }

  private send(exchange: Exchange): void {
    if (this.problem !== undefined) sendProblem(exchange, this.problem);
    else sendJson(exchange, 200, this.answer);
  }
}
