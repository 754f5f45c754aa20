import type { Certificate } from '../certificate/certificate.js';
import type { Extension } from '../certificate/extensions.js';
import type { Crl } from '../crl/crl.js';
import { readDer } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { PkiError } from '../pki-error.js';
import { allReasons, reasonsCovered } from './crl-scope.js';
import { crlSigner, type AskEvidence } from './crl-signer.js';
import { applyDeltas } from './delta-crl.js';
import type { RevocationData, RevocationEvidence, UsableCrl } from './revocation-evidence.js';

const EXPIRED_CERTS_ON_CRL = '2.5.29.60';

/**
 * What CRLs say about a certificate (RFC 5280 §6.3.3): complete, delta and indirect ones, and such for some reasons only,
 * which together say "good" when they cover all reasons.
 */
export function crlEvidence(
  certificate: Certificate, issuer: Certificate, data: RevocationData, asking: readonly Certificate[], ask: AskEvidence,
): RevocationEvidence[] {
  const usable = data.crls.flatMap((crl): UsableCrl[] => believed(() => {
    const reasons = reasonsCovered(crl, certificate);
    if (reasons.size === 0) return [];
    const signer = crlSigner(crl, certificate, issuer, data, asking, ask);
    return signer === undefined ? [] : [{ crl, signer, reasons }];
  }));
  const complete = usable.filter(({ crl }) => !crl.known.isDelta);
  const deltas = usable.filter(({ crl }) => crl.known.isDelta);
  const statements = complete.flatMap((base) => believed(() => {
    const evidence = statementOf(base, certificate);
    return [...evidence, ...evidence.flatMap((one) => applyDeltas(one, base, deltas, certificate))].map((one) => ({ one, reasons: base.reasons }));
  }));
  const whole = statements.filter(({ one, reasons }) => one.status === 'revoked' || reasons.size === allReasons.size).map(({ one }) => one);
  return [...whole, ...together(statements.filter(({ one, reasons }) => one.status === 'good' && reasons.size < allReasons.size))];
}

/** A malformed entry, or one beyond a bound: the list as a whole is not to be believed. */
function believed<Result>(work: () => Result[]): Result[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}

function statementOf({ crl, signer }: UsableCrl, certificate: Certificate): RevocationEvidence[] {
  const entry = crl.find(certificate.serialNumber, certificate.issuer);
  const common = {
    source: 'crl' as const, thisUpdate: crl.thisUpdate, signer, der: crl.der, signatureAlgorithm: crl.signatureAlgorithm,
    ...(crl.nextUpdate === undefined ? {} : { nextUpdate: crl.nextUpdate }),
  };
  if (entry !== undefined && entry.reason !== 'removeFromCRL') {
    return [{ ...common, status: 'revoked', revokedAt: entry.revokedAt, reason: entry.reason }];
  }
  // RFC 5280 §5.3: with a critical entry extension we do not know, entries may speak of other certificates than it seems.
  if (crl.hasUnknownCriticalEntryExtension) return [];
  return stillListed(crl, certificate) ? [{ ...common, status: 'good' }] : [];
}

/** An expired certificate may have been taken off the list, unless the CRL says how long it keeps them. */
function stillListed(crl: Crl, certificate: Certificate): boolean {
  if (crl.thisUpdate.getTime() <= certificate.notAfter.getTime()) return true;
  const keptSince = timeIn(crl.extensions.find(({ oid }) => oid === EXPIRED_CERTS_ON_CRL));
  return keptSince !== undefined && keptSince.getTime() <= certificate.notAfter.getTime();
}

function timeIn(extension: Extension | undefined): Date | undefined {
  return extension === undefined ? undefined : readTime(readDer(extension.value));
}

interface PartialStatement {
  readonly one: RevocationEvidence;
  readonly reasons: ReadonlySet<number>;
}

/** §6.3.3 (l): lists for some reasons, the newest for each, are one statement as soon as no reason is left out. */
function together(statements: readonly PartialStatement[]): RevocationEvidence[] {
  const used: RevocationEvidence[] = [];
  const covered = new Set<number>();
  for (const { one, reasons } of [...statements].sort((a, b) => b.one.thisUpdate.getTime() - a.one.thisUpdate.getTime())) {
    if ([...reasons].every((reason) => covered.has(reason))) continue;
    for (const reason of reasons) covered.add(reason);
    used.push(one);
  }
  const oldest = used.at(-1);
  if (covered.size < allReasons.size || oldest === undefined) return [];
  const ends = used.flatMap(({ nextUpdate }) => (nextUpdate === undefined ? [] : [nextUpdate.getTime()]));
  return [{
    source: 'crl', status: 'good', thisUpdate: oldest.thisUpdate, signer: oldest.signer, der: oldest.der,
    signatureAlgorithm: oldest.signatureAlgorithm,
    ...(ends.length === used.length ? { nextUpdate: new Date(Math.min(...ends)) } : {}),
    with: used.slice(0, -1).flatMap(({ signer, der, signatureAlgorithm, with: others }) => [{ signer, der, signatureAlgorithm }, ...(others ?? [])]),
  }];
}
