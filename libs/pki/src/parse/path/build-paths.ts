import { sameBytes, toHex } from '../bytes.js';
import { keyIdentifierOf, type Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import { CertificatePool } from './certificate-pool.js';
import { inheritKeyParameters, lacksKeyParameters } from './key-parameters.js';

/** Longer chains do not occur; the bound is for loops of cross-certificates. */
const MAX_LENGTH = 12;
/** Signature checks one search may cost: a heap of same-named certificates must not keep us busy. */
const MAX_CHECKS = 400;
const MAX_PATHS = 32;

export interface PathCandidates {
  /** Complete paths, leaf first, anchor last, every signature right; the likeliest first. */
  readonly paths: readonly (readonly Certificate[])[];
  /** The longest chain that led to no anchor. */
  readonly longest: readonly Certificate[];
  /** Some certificate named an issuer we hold by name and key identifier, and the signature was wrong. */
  readonly sawBadSignature: boolean;
  /** The search was cut off. */
  readonly cutOff: boolean;
}

/**
 * Finds the chains from a certificate to trust anchors by issuer name, key identifier and signature (PF-24: the order of
 * the given certificates means nothing). Time, constraints and revocation are not looked at.
 *
 * @param intermediates a pool when many paths are built from the same certificates: each signature is then checked once
 */
export function buildPaths(
  leaf: Certificate, anchors: readonly Certificate[], intermediates: readonly Certificate[] | CertificatePool,
): PathCandidates {
  const pool = intermediates instanceof CertificatePool ? intermediates : new CertificatePool(intermediates);
  const search = new Search(anchors, pool);
  search.extend([pool.canonical(leaf)]);
  return { paths: search.paths, longest: search.longest, sawBadSignature: search.sawBadSignature, cutOff: search.cutOff };
}

class Search {
  readonly paths: Certificate[][] = [];
  longest: readonly Certificate[] = [];
  sawBadSignature = false;
  cutOff = false;
  private checks = 0;
  private readonly anchorPrints: ReadonlySet<string>;

  constructor(private readonly anchors: readonly Certificate[], private readonly pool: CertificatePool) {
    this.anchorPrints = new Set(anchors.map((anchor) => anchor.sha256));
  }

  extend(path: readonly Certificate[]): void {
    const last = path[path.length - 1];
    if (last === undefined) return;
    if (path.length > this.longest.length) this.longest = path;
    if (this.anchorPrints.has(last.sha256)) {
      const resolved = inheritKeyParameters(path);
      if (resolved === undefined) this.sawBadSignature = true;
      else this.paths.push(resolved);
      return;
    }
    if (path.length >= MAX_LENGTH) return;
    for (const issuer of this.issuersOf(last, path)) {
      if (this.paths.length >= MAX_PATHS || this.checks >= MAX_CHECKS) {
        this.cutOff = true;
        return;
      }
      this.checks += 1;
      // A DSA key that inherits its parameters can verify only once the path above it is known.
      if (lacksKeyParameters(issuer) || last.isSignedBy(issuer)) this.extend([...path, issuer]);
      else if (keyIdentifierAgrees(last, issuer) === true) this.sawBadSignature = true;
    }
  }

  /** Who could have issued it, anchors and matching key identifiers first. */
  private issuersOf(certificate: Certificate, path: readonly Certificate[]): Certificate[] {
    const anchors = this.anchors.filter((anchor) => sameName(anchor.subject, certificate.issuer)).map((anchor) => this.pool.canonical(anchor));
    return [...new Set([...anchors, ...this.pool.named(certificate.issuer)])]
      .filter((candidate) => !path.some((p) => isSameEntity(p, candidate)))
      .map((candidate) => ({ candidate, rank: this.rank(certificate, candidate) }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ candidate }) => candidate);
  }

  private rank(certificate: Certificate, candidate: Certificate): number {
    const agrees = keyIdentifierAgrees(certificate, candidate);
    return (agrees === true ? 4 : agrees === undefined ? 2 : 0) + (this.anchorPrints.has(candidate.sha256) ? 1 : 0);
  }
}

/** One entity with one key appears once in a path, whatever certificates it has (RFC 5280 §6.1, no loops). */
function isSameEntity(a: Certificate, b: Certificate): boolean {
  return a.sha256 === b.sha256 || (sameBytes(a.spki, b.spki) && sameName(a.subject, b.subject));
}

function keyIdentifierAgrees(certificate: Certificate, issuer: Certificate): boolean | undefined {
  const wanted = certificate.known.authorityKeyIdentifier?.keyIdentifier;
  if (wanted === undefined) return undefined;
  return wanted === (issuer.known.subjectKeyIdentifier ?? toHex(keyIdentifierOf(issuer.spki)));
}
