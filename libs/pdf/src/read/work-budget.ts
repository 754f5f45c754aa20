import { PdfError } from './pdf-error.js';

/** Something a file may use up only so much of. */
export class WorkBudget {
  constructor(private left: number) {}

  /**
   * For bytes read as structure. Objects and sections of an honest file do not overlap, so each byte is read once; a
   * hostile file can nest a thousand objects inside one another's bytes and make every one of them cost the rest of the
   * file. Four times over is more than any honest file needs.
   */
  static forBytes(length: number): WorkBudget {
    return new WorkBudget(4 * length + 2 ** 20);
  }

  /** To be asked before the work: what it costs is known only after. Throws `limit-exceeded`. */
  requireLeft(): void {
    if (this.left < 0) throw new PdfError('limit-exceeded', 'file asks for more work than it can be worth');
  }

  spend(amount: number): void {
    this.left -= amount;
  }
}
