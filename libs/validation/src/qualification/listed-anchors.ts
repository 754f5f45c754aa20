import { parseCertificate, PkiError, type Certificate } from '#pki/parse';
import type { ListedService } from './qualify-signature.js';
import { periodAt, purposesOf, type AnchorPurpose } from './service-status.js';
import type { TrustedService } from './trusted-service.js';

/** Anchors that trusted lists give, each with the services it stands for. */
export interface ListedAnchors {
  readonly services: readonly ListedService[];
  readonly certificates: Readonly<Record<AnchorPurpose, readonly Certificate[]>>;
  readonly servicesOf: (sha256: string) => readonly TrustedService[];
}

/** A list has thousands of certificates and does not change between two files: parsed once for each array given. */
const parsed = new WeakMap<readonly TrustedService[], ListedAnchors>();

export function listedAnchors(services: readonly TrustedService[] = []): ListedAnchors {
  const known = parsed.get(services);
  if (known !== undefined) return known;
  const anchors = parse(services);
  parsed.set(services, anchors);
  return anchors;
}

function parse(services: readonly TrustedService[]): ListedAnchors {
  const certificates: Record<AnchorPurpose, Map<string, Certificate>> = { signature: new Map(), seal: new Map(), timestamp: new Map() };
  const bySha256 = new Map<string, TrustedService[]>();
  const listed = services.map((service): ListedService => {
    const own = service.certificates.flatMap(readCertificate);
    const purposes = new Set(service.periods.flatMap(purposesOf));
    for (const certificate of own) {
      for (const purpose of purposes) certificates[purpose].set(certificate.sha256, certificate);
      bySha256.set(certificate.sha256, [...(bySha256.get(certificate.sha256) ?? []), service]);
    }
    return { service, sha256s: new Set(own.map(({ sha256 }) => sha256)) };
  });
  return {
    services: listed,
    certificates: { signature: [...certificates.signature.values()], seal: [...certificates.seal.values()], timestamp: [...certificates.timestamp.values()] },
    servicesOf: (sha256) => bySha256.get(sha256) ?? [],
  };
}

function readCertificate(der: Uint8Array): Certificate[] {
  try {
    return [parseCertificate(der)];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}

/** The service that vouched for such things at that time; undefined when the list had stopped, or not begun, to trust it. */
export function serviceInForce(services: readonly TrustedService[], time: Date, purposes: readonly AnchorPurpose[]): TrustedService | undefined {
  return services.find((service) => {
    const period = periodAt(service, time);
    return period !== undefined && purposesOf(period).some((purpose) => purposes.includes(purpose));
  });
}
