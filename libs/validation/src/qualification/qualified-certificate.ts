import type { Certificate } from '#pki/parse';
import { meetsCriteria } from './certificate-criteria.js';
import { readQcStatements, type QcStatements, type QcType } from './qc-statements.js';
import type { QualificationReason } from './signature-qualification.js';
import type { ServicePeriod } from './trusted-service.js';

export interface CertificateStatus {
  readonly qualified: boolean;
  readonly type: QcType | null;
  readonly qscd: boolean;
  readonly reasons: readonly QualificationReason[];
}

/** Regulation 910/2014 applies from 1 July 2016; the lists write it in UTC. */
const eidasFrom = new Date('2016-06-30T22:00:00Z');
const before2016 = { qualified: ['0.4.0.1456.1.1', '0.4.0.1456.1.2'], device: '0.4.0.1456.1.1' } as const;

/** What a certificate is at a time, by its own statements as the list's qualifiers overrule them (TS 119 615 4.4, 4.5). */
export function certificateStatus(certificate: Certificate, period: ServicePeriod, time: Date): CertificateStatus {
  const { qualifiers, unclear } = qualifiersFor(certificate, period);
  const reasons: QualificationReason[] = unclear ? ['criteria-not-understood'] : [];
  const statements = statementsOf(certificate, time);
  const contradicts = (a: readonly string[], b: readonly string[]) => a.some((one) => qualifiers.has(one)) && b.some((one) => qualifiers.has(one));
  if (contradicts(['QCStatement'], ['NotQualified']) || contradicts(withDevice, withoutDevice)) reasons.push('list-contradicts-itself');
  const type = typeOf(qualifiers, statements, reasons);
  const isQualified = !qualifiers.has('NotQualified') && (qualifiers.has('QCStatement') || statements.compliance);
  const qscd = withDevice.some((one) => qualifiers.has(one)) || (!withoutDevice.some((one) => qualifiers.has(one)) && statements.device);
  if (isQualified && type === 'web-authentication') reasons.push('certificate-for-web-authentication');
  if (isQualified && type !== null && !serves(period, type, time)) reasons.push('service-for-another-purpose');
  return { qualified: isQualified && reasons.length === 0, type, qscd, reasons };
}

const withDevice = ['QCWithSSCD', 'QCWithQSCD', 'QCQSCDManagedOnBehalf'];
const withoutDevice = ['QCNoSSCD', 'QCNoQSCD'];

function qualifiersFor(certificate: Certificate, { qualifications }: ServicePeriod): { readonly qualifiers: ReadonlySet<string>; readonly unclear: boolean } {
  const met = qualifications.map(({ criteria }) => meetsCriteria(criteria, certificate));
  const names = qualifications.flatMap(({ qualifiers }, index) => (met[index] === true ? qualifiers : []));
  return { qualifiers: new Set(names.map((uri) => uri.slice(uri.lastIndexOf('/') + 1))), unclear: met.includes(undefined) };
}

/** Before eIDAS, certificate policies of TS 101 456 said what statements say now. */
function statementsOf(certificate: Certificate, time: Date): QcStatements {
  const own = readQcStatements(certificate);
  if (time >= eidasFrom) return { ...own, compliance: own.compliance && !own.hasOtherLegislation };
  const policies = certificate.known.policies?.map(({ oid }) => oid) ?? [];
  return {
    ...own,
    compliance: own.compliance || before2016.qualified.some((oid) => policies.includes(oid)),
    device: own.device || policies.includes(before2016.device),
  };
}

function typeOf(qualifiers: ReadonlySet<string>, { types, compliance }: QcStatements, reasons: QualificationReason[]): QcType | null {
  const byList = ([['QCForESig', 'esignature'], ['QCForESeal', 'eseal'], ['QCForWSA', 'web-authentication']] as const).flatMap(([name, type]) => (qualifiers.has(name) ? [type] : []));
  const named = byList.length > 0 ? byList : types;
  if (named.length > 1) reasons.push('list-contradicts-itself');
  // EN 319 412-5 4.2.3: without a type, a qualified certificate is for electronic signatures.
  return named.length > 1 ? null : (named[0] ?? (compliance || qualifiers.has('QCStatement') ? 'esignature' : null));
}

function serves({ additionalInformation }: ServicePeriod, type: QcType, time: Date): boolean {
  if (time < eidasFrom || additionalInformation.length === 0) return type === 'esignature' || time >= eidasFrom;
  const wanted = { esignature: 'ForeSignatures', eseal: 'ForeSeals', 'web-authentication': 'ForWebSiteAuthentication' }[type];
  return additionalInformation.some((uri) => uri.endsWith(`/${wanted}`));
}
