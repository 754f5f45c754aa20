import type { Certificate } from '../certificate/certificate.js';
import { nameKey, type DistinguishedName } from '../certificate/distinguished-name.js';

/**
 * Certificates found by subject, each once however often it was read, so that what is learnt about one (its key, whose
 * signature it bears) is learnt once. Nothing in it is trusted.
 */
export class CertificatePool {
  readonly #bySubject = new Map<string, Certificate[]>();
  readonly #byPrint = new Map<string, Certificate>();

  constructor(certificates: Iterable<Certificate> = []) {
    for (const certificate of certificates) this.add(certificate);
  }

  add(certificate: Certificate): void {
    if (this.#byPrint.has(certificate.sha256)) return;
    this.#byPrint.set(certificate.sha256, certificate);
    const key = nameKey(certificate.subject);
    const named = this.#bySubject.get(key);
    if (named === undefined) this.#bySubject.set(key, [certificate]);
    else named.push(certificate);
  }

  /** All that carry this subject, in the order they were added. */
  named(subject: DistinguishedName): readonly Certificate[] {
    return this.#bySubject.get(nameKey(subject)) ?? [];
  }

  /** The pool's copy of the certificate, or the certificate itself when the pool has none. */
  canonical(certificate: Certificate): Certificate {
    return this.#byPrint.get(certificate.sha256) ?? certificate;
  }

  /** Each certificate once. */
  get all(): Iterable<Certificate> {
    return this.#byPrint.values();
  }
}
