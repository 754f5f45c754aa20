import { allNamed, childOf, childrenOf, descend, textOf, type XmlElement } from '../xml/xml-element.js';
import { ListError } from './list-finding.js';
import { internationalName, readTime } from './list-values.js';
import { tsl, tslAdditional } from './namespaces.js';
import { readCertificates, readService } from './read-service.js';
import type { ListPointer, TrustedList } from './trusted-list.js';

/** Versions whose structure we know: 4 (before eIDAS), 5 and 6 (TS 119 612 v2.1.1, v2.3.1). */
const versions = [4, 5, 6];

/**
 * Reads what a list says. Give it the root of what was *signed*, not of the file.
 * @throws ListError
 */
export function readTrustedList(root: XmlElement): TrustedList {
  if (root.name !== 'TrustServiceStatusList' || root.namespace !== tsl) throw new ListError('list-not-a-trusted-list');
  const scheme = childOf(root, 'SchemeInformation');
  const version = Number(textOf(childOf(scheme, 'TSLVersionIdentifier')));
  if (!versions.includes(version)) throw new ListError('list-version-unsupported', String(version));
  const base = {
    version,
    sequenceNumber: Number(textOf(childOf(scheme, 'TSLSequenceNumber')) ?? NaN),
    type: textOf(childOf(scheme, 'TSLType')) ?? '',
    territory: textOf(childOf(scheme, 'SchemeTerritory')) ?? '',
    operator: internationalName(childOf(scheme, 'SchemeOperatorName')),
    issuedAt: readTime(textOf(childOf(scheme, 'ListIssueDateTime'))),
    nextUpdate: nextUpdateOf(scheme),
  };
  if (base.type === '' || !Number.isSafeInteger(base.sequenceNumber)) throw new ListError('list-malformed');
  const reference = { territory: base.territory, sequenceNumber: base.sequenceNumber, issuedAt: base.issuedAt.toISOString(), nextUpdate: base.nextUpdate?.toISOString() ?? null };
  const read = childrenOf(childOf(root, 'TrustServiceProviderList'), 'TrustServiceProvider').flatMap((provider) => {
    const name = internationalName(descend(provider, 'TSPInformation', 'TSPName'));
    return childrenOf(childOf(provider, 'TSPServices'), 'TSPService').map((service) => readService(service, name, reference));
  });
  const services = read.filter((service) => service !== undefined);
  return { ...base, pointers: childrenOf(childOf(scheme, 'PointersToOtherTSL'), 'OtherTSLPointer').map(readPointer), services, unreadableServices: read.length - services.length };
}

function nextUpdateOf(scheme: XmlElement | undefined): Date | null {
  const element = childOf(scheme, 'NextUpdate');
  if (element === undefined) throw new ListError('list-malformed');
  const time = textOf(childOf(element, 'dateTime'));
  return time === undefined ? null : readTime(time);
}

function readPointer(pointer: XmlElement): ListPointer {
  const information = childOf(pointer, 'AdditionalInformation');
  const told = (name: string, namespace = tsl) => (information === undefined ? undefined : textOf(allNamed(information, name, namespace)[0]));
  return {
    location: textOf(childOf(pointer, 'TSLLocation')) ?? '',
    territory: told('SchemeTerritory') ?? '',
    type: told('TSLType') ?? '',
    mimeType: told('MimeType', tslAdditional) ?? '',
    certificates: childrenOf(childOf(pointer, 'ServiceDigitalIdentities'), 'ServiceDigitalIdentity').flatMap(readCertificates),
  };
}
