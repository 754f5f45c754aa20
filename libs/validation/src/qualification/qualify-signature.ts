import type { Certificate } from '#pki/parse';
import type { Indication } from '../report/indication.js';
import type { SignatureKind } from '../report/validation-report.js';
import { certificateStatus, type CertificateStatus } from './qualified-certificate.js';
import { isAccepted, periodAt, shortType } from './service-status.js';
import type { QualificationLevel, QualificationReason, ServiceReference, SignatureQualification } from './signature-qualification.js';
import type { ServicePeriod, TrustedService } from './trusted-service.js';

export interface QualificationQuestion {
  readonly kind: SignatureKind;
  readonly indication: Indication;
  readonly certificate: Certificate | undefined;
  /** SHA-256 of every certificate on the path, the anchor's among them. */
  readonly path: ReadonlySet<string>;
  readonly bestSignatureTime: Date;
  readonly services: readonly ListedService[];
}

/** A service with the SHA-256 of its certificates. */
export interface ListedService {
  readonly service: TrustedService;
  readonly sha256s: ReadonlySet<string>;
}

const notApplicable = (...reasons: readonly QualificationReason[]): SignatureQualification => ({ level: 'N/A', conclusive: true, certificate: null, service: null, reasons });

/** Qualified signature or seal, advanced with a qualified certificate, or advanced (TS 119 615 4.6; Regulation 910/2014 art. 3). */
export function qualifySignature(question: QualificationQuestion): SignatureQualification {
  const { kind, indication, certificate, services, path, bestSignatureTime } = question;
  if (services.length === 0) return notApplicable('no-trusted-list');
  if (kind === 'documentTimestamp') return notApplicable('document-timestamp');
  if (indication === 'TOTAL_FAILED' || certificate === undefined) return notApplicable('signature-not-valid');
  const conclusive = indication === 'TOTAL_PASSED';
  const answering = services.filter(({ sha256s }) => [...sha256s].some((sha256) => path.has(sha256))).map(({ service }) => service);
  const advanced = (reasons: readonly QualificationReason[], service: ServiceReference | null = null): SignatureQualification => ({
    level: kind === 'seal' ? 'AdESeal' : 'AdESig', conclusive, certificate: { qualified: false, type: null, qscd: false }, service, reasons,
  });
  if (answering.length === 0) return advanced(['issuer-not-on-a-list']);
  const issued = bestAt(answering, certificate, certificate.notBefore);
  const signed = bestAt(answering, certificate, bestSignatureTime);
  const service = referenceTo(signed?.service ?? issued?.service ?? answering[0], bestSignatureTime);
  if (issued === undefined || signed === undefined) {
    return advanced([...(issued === undefined ? ['service-not-granted-at-issuance' as const] : []), ...(signed === undefined ? ['service-not-granted-at-signing' as const] : [])], service);
  }
  return conclude(issued.status, signed.status, { conclusive, service, advanced });
}

interface Outcome {
  readonly conclusive: boolean;
  readonly service: ServiceReference | null;
  readonly advanced: (reasons: readonly QualificationReason[], service: ServiceReference | null) => SignatureQualification;
}

function conclude(issued: CertificateStatus, signed: CertificateStatus, { conclusive, service, advanced }: Outcome): SignatureQualification {
  const reasons = [...new Set([...issued.reasons, ...signed.reasons])];
  if (!signed.qualified) return advanced(reasons.length > 0 ? reasons : ['certificate-not-qualified'], service);
  if (!issued.qualified || issued.type !== signed.type) return advanced(['certificate-not-qualified-at-issuance', ...reasons], service);
  const isSeal = signed.type === 'eseal';
  const level: QualificationLevel = signed.qscd ? (isSeal ? 'QESeal' : 'QESig') : isSeal ? 'AdESeal-QC' : 'AdESig-QC';
  return { level, conclusive, certificate: { qualified: true, type: signed.type, qscd: signed.qscd }, service, reasons: signed.qscd ? [] : ['no-qualified-device'] };
}

interface Assessed {
  readonly service: TrustedService;
  readonly period: ServicePeriod;
  readonly status: CertificateStatus;
}

/** Of several entries for the same CA, the one that serves this certificate best; undefined when none was granted then. */
function bestAt(services: readonly TrustedService[], certificate: Certificate, time: Date): Assessed | undefined {
  const assessed = services.flatMap((service) => {
    const period = periodAt(service, time);
    if (period === undefined || !isAccepted(period) || shortType(period.type) !== 'CA/QC') return [];
    return [{ service, period, status: certificateStatus(certificate, period, time) }];
  });
  return assessed.find(({ status }) => status.qualified) ?? assessed[0];
}

/** The service that vouches, as reports name it. */
export function referenceTo(service: TrustedService | undefined, time: Date): ServiceReference | null {
  if (service === undefined) return null;
  const period = periodAt(service, time);
  const status = period?.status ?? '';
  return {
    name: service.name, provider: service.provider, type: shortType(period?.type ?? service.type), status: status.slice(status.lastIndexOf('/') + 1),
    territory: service.list.territory, listSequenceNumber: service.list.sequenceNumber, listIssuedAt: service.list.issuedAt,
  };
}
