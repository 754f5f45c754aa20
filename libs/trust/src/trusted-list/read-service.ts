import { parseCertificate, PkiError } from '#pki/parse';
import type { CertificateCriteria, QualificationElement, ServicePeriod, TrustedListReference, TrustedService } from '#validation';
import { childOf, childrenOf, descend, textOf, type XmlElement } from '../xml/xml-element.js';
import { ListError } from './list-finding.js';
import { internationalName, readTime } from './list-values.js';
import { qualificationExtension, tslAdditional } from './namespaces.js';

/** Undefined for a service that has no certificate we can read or an unknown critical extension: it cannot vouch for anything. */
export function readService(service: XmlElement, provider: string, list: TrustedListReference): TrustedService | undefined {
  const current = childOf(service, 'ServiceInformation');
  const certificates = readCertificates(childOf(current, 'ServiceDigitalIdentity'));
  if (current === undefined || certificates.length === 0) return undefined;
  try {
    const history = childrenOf(childOf(service, 'ServiceHistory'), 'ServiceHistoryInstance');
    const periods = readPeriods([current, ...history]);
    return { type: periods[0]?.type ?? '', name: internationalName(childOf(current, 'ServiceName')), provider, list, certificates, periods };
  } catch (error) {
    if (error instanceof ListError) return undefined;
    throw error;
  }
}

/** Newest first; each holds until the one before it begins (TS 119 612 5.6). */
function readPeriods(elements: readonly XmlElement[]): ServicePeriod[] {
  const read = elements.map((element) => ({
    type: textOf(childOf(element, 'ServiceTypeIdentifier')) ?? '',
    status: textOf(childOf(element, 'ServiceStatus')) ?? '',
    since: readTime(textOf(childOf(element, 'StatusStartingTime'))).toISOString(),
    ...readExtensions(childOf(element, 'ServiceInformationExtensions')),
  }));
  read.sort((a, b) => (a.since < b.since ? 1 : -1));
  return read.map((period, index) => ({ ...period, until: read[index - 1]?.since ?? null }));
}

export function readCertificates(identity: XmlElement | undefined): Uint8Array[] {
  return childrenOf(identity, 'DigitalId').flatMap((id) => {
    const text = textOf(childOf(id, 'X509Certificate'));
    if (text === undefined) return [];
    try {
      const der = new Uint8Array(Buffer.from(text, 'base64'));
      parseCertificate(der);
      return [der];
    } catch (error) {
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}

/** @throws ListError for a critical extension that we do not know (TS 119 612 5.5.9) */
function readExtensions(extensions: XmlElement | undefined): Pick<ServicePeriod, 'additionalInformation' | 'qualifications'> {
  const additionalInformation: string[] = [];
  const qualifications: QualificationElement[] = [];
  for (const extension of childrenOf(extensions, 'Extension')) {
    const isCritical = extension.attributes.get('Critical') === 'true' || extension.attributes.get('Critical') === '1';
    for (const content of extension.children) {
      if (content.name === 'AdditionalServiceInformation') additionalInformation.push(textOf(childOf(content, 'URI')) ?? '');
      else if (content.name === 'Qualifications' && content.namespace === qualificationExtension) qualifications.push(...childrenOf(content, 'QualificationElement').map(readQualification));
      else if (content.name !== 'ExpiredCertsRevocationInfo' && content.name !== 'TakenOverBy' && isCritical) throw new ListError('list-service-unreadable', content.name);
    }
  }
  return { additionalInformation, qualifications };
}

function readQualification(element: XmlElement): QualificationElement {
  const qualifiers = childrenOf(childOf(element, 'Qualifiers'), 'Qualifier').map((qualifier) => qualifier.attributes.get('uri') ?? '');
  const criteria = childOf(element, 'CriteriaList');
  return { qualifiers, criteria: criteria === undefined ? { kind: 'unknown' } : readCriteria(criteria) };
}

function readCriteria(list: XmlElement): CertificateCriteria {
  const assert = list.attributes.get('assert');
  if (assert !== 'all' && assert !== 'atLeastOne' && assert !== 'none') return { kind: 'unknown' };
  const members = list.children.filter(({ name }) => name !== 'Description').flatMap((child): CertificateCriteria[] => {
    switch (child.name) {
      case 'KeyUsage':
        return [{ kind: 'keyUsage', bits: childrenOf(child, 'KeyUsageBit').map((bit) => [bit.attributes.get('name') ?? '', bit.text.trim() === 'true' || bit.text.trim() === '1'] as const) }];
      case 'PolicySet':
        return [{ kind: 'policies', oids: childrenOf(child, 'PolicyIdentifier').map(oidOf) }];
      case 'CriteriaList':
        return [readCriteria(child)];
      case 'otherCriteriaList':
        return child.children.map(readOtherCriterion);
      default:
        return [{ kind: 'unknown' }];
    }
  });
  return { kind: 'list', assert, members };
}

function readOtherCriterion(element: XmlElement): CertificateCriteria {
  if (element.namespace !== tslAdditional) return { kind: 'unknown' };
  if (element.name === 'ExtendedKeyUsage') return { kind: 'extendedKeyUsage', oids: childrenOf(element, 'KeyPurposeId').map(oidOf) };
  if (element.name === 'CertSubjectDNAttribute') return { kind: 'subjectAttributes', oids: childrenOf(element, 'AttributeOID').map(oidOf) };
  return { kind: 'unknown' };
}

/** XAdES ObjectIdentifier: an OID as URN or in dots. */
function oidOf(element: XmlElement): string {
  const identifier = element.children.find(({ name }) => name === 'Identifier') ?? descend(element);
  return (textOf(identifier) ?? '').replace(/^urn:oid:/iu, '');
}
