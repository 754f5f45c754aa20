import { buildPaths, nameToString, parseCertificate, PkiError, type Certificate } from '#pki/parse';
import type { IssuerSource } from '../network/revocation-source.js';
import { PadesError } from '../pades-error.js';

export interface ChainFinderOptions {
  /** Where chains end. `self-signed`: in any self-signed certificate at hand, which says nothing about who trusts it. */
  readonly anchors: readonly Certificate[] | 'self-signed';
  /** Every certificate at hand: of the signatures, the tokens, the store, and what the caller brought. */
  readonly certificates: readonly Certificate[];
  readonly issuers?: IssuerSource;
}

/** Longer than any chain that is worth following. */
const maxFetches = 6;

/** Finds the chain of a certificate, asking for issuers that nobody brought. */
export class ChainFinder {
  private readonly pool = new Map<string, Certificate>();
  private readonly failures: string[] = [];

  constructor(private readonly options: ChainFinderOptions) {
    for (const certificate of options.certificates) this.pool.set(certificate.sha256, certificate);
  }

  /** Leaf first, anchor last. @throws PadesError `chain-incomplete` */
  async from(leaf: Certificate): Promise<readonly Certificate[]> {
    for (let fetches = 0; ; fetches += 1) {
      const { paths, longest } = buildPaths(leaf, this.anchors(leaf), [...this.pool.values()]);
      const [path] = paths;
      if (path !== undefined) return path;
      const last = longest.at(-1) ?? leaf;
      if (fetches >= maxFetches || !(await this.fetchIssuers(last))) {
        throw new PadesError('chain-incomplete', 'a certificate does not lead to any of the anchors', {
          subject: nameToString(leaf.subject), missing: nameToString(last.issuer), ...(this.failures.length === 0 ? {} : { failures: this.failures.join('; ').slice(0, 300) }),
        });
      }
    }
  }

  private anchors(leaf: Certificate): readonly Certificate[] {
    if (this.options.anchors !== 'self-signed') return this.options.anchors;
    return [leaf, ...this.pool.values()].filter((one) => one.isSelfIssued && one.isSignedBy(one));
  }

  /** Whether anything new came. */
  private async fetchIssuers(certificate: Certificate): Promise<boolean> {
    const before = this.pool.size;
    const { certificates = [], failures = [] } = (await this.options.issuers?.(certificate)) ?? {};
    this.failures.push(...failures);
    for (const der of certificates) {
      try {
        const issuer = parseCertificate(der);
        this.pool.set(issuer.sha256, issuer);
      } catch (error) {
        if (!(error instanceof PkiError)) throw error;
        this.failures.push(`an issuer that was sent cannot be read: ${error.code}`);
      }
    }
    return this.pool.size > before;
  }
}
