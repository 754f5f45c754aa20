import { createHash, sign, type KeyObject } from 'node:crypto';

/** A trusted list for tests, written in the form that exclusive canonicalisation gives, so that it can be signed as it stands. */
export interface TestList {
  readonly type?: string;
  readonly territory: string;
  readonly sequenceNumber?: number;
  readonly issuedAt?: string;
  /** Null for a closed list. */
  readonly nextUpdate?: string | null;
  readonly pointers?: readonly { readonly territory: string; readonly location: string; readonly certificates: readonly Uint8Array[]; readonly type?: string }[];
  /** SchemeInformationURI: pivots, newest first, then what else. */
  readonly information?: readonly string[];
  readonly services?: readonly TestService[];
}

export interface TestService {
  /** `CA/QC`, `TSA/QTST` … */
  readonly type: string;
  readonly certificate: Uint8Array;
  readonly status?: string;
  readonly since?: string;
  readonly for?: readonly ('ForeSignatures' | 'ForeSeals' | 'ForWebSiteAuthentication')[];
  /** Older statuses, newest first. */
  readonly history?: readonly { readonly status: string; readonly since: string }[];
  /** XML put into the extensions as it is. */
  readonly extension?: string;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const svc = 'http://uri.etsi.org/TrstSvc';
const national = `${svc}/TrustedList/TSLType/EUgeneric`;
const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** The list without a signature. */
export function unsignedList(list: TestList): string {
  const { nextUpdate = '2027-01-01T00:00:00Z' } = list;
  const pointers = (list.pointers ?? []).map(({ territory, location, certificates, type = national }) =>
    `<OtherTSLPointer><ServiceDigitalIdentities>${certificates.map((der) => `<ServiceDigitalIdentity>${digitalId(der)}</ServiceDigitalIdentity>`).join('')}</ServiceDigitalIdentities>` +
    `<TSLLocation>${location}</TSLLocation><AdditionalInformation><OtherInformation><TSLType>${type}</TSLType></OtherInformation>` +
    `<OtherInformation><SchemeTerritory>${territory}</SchemeTerritory></OtherInformation></AdditionalInformation></OtherTSLPointer>`);
  return [
    '<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="list" TSLTag="http://uri.etsi.org/19612/TSLTag"><SchemeInformation>',
    `<TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>${list.sequenceNumber ?? 1}</TSLSequenceNumber><TSLType>${list.type ?? national}</TSLType>`,
    '<SchemeOperatorName><Name xml:lang="en">Test operator</Name></SchemeOperatorName>',
    list.information === undefined ? '' : `<SchemeInformationURI>${list.information.map((uri) => `<URI xml:lang="en">${uri}</URI>`).join('')}</SchemeInformationURI>`,
    `<SchemeTerritory>${list.territory}</SchemeTerritory>`,
    pointers.length === 0 ? '' : `<PointersToOtherTSL>${pointers.join('')}</PointersToOtherTSL>`,
    `<ListIssueDateTime>${list.issuedAt ?? '2026-01-01T00:00:00Z'}</ListIssueDateTime>`,
    `<NextUpdate>${nextUpdate === null ? '' : `<dateTime>${nextUpdate}</dateTime>`}</NextUpdate></SchemeInformation>`,
    '<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">Test provider</Name></TSPName></TSPInformation>',
    `<TSPServices>${(list.services ?? []).map(serviceXml).join('')}</TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>`,
  ].join('');
}

function digitalId(der: Uint8Array): string {
  return `<DigitalId><X509Certificate>${base64(der)}</X509Certificate></DigitalId>`;
}

function serviceXml(service: TestService): string {
  const informations = (service.for ?? ['ForeSignatures']).map((name) =>
    `<Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">${svc}/TrustedList/SvcInfoExt/${name}</URI></AdditionalServiceInformation></Extension>`);
  const extensions = service.type === 'CA/QC' ? `<ServiceInformationExtensions>${informations.join('')}${service.extension ?? ''}</ServiceInformationExtensions>` : '';
  const body = (status: string, since: string) =>
    `<ServiceTypeIdentifier>${svc}/Svctype/${service.type}</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">Test ${service.type}</Name></ServiceName>` +
    `<ServiceDigitalIdentity>${digitalId(service.certificate)}</ServiceDigitalIdentity><ServiceStatus>${svc}/TrustedList/Svcstatus/${status}</ServiceStatus>` +
    `<StatusStartingTime>${since}</StatusStartingTime>${extensions}`;
  const history = (service.history ?? []).map(({ status, since }) => `<ServiceHistoryInstance>${body(status, since)}</ServiceHistoryInstance>`);
  return `<TSPService><ServiceInformation>${body(service.status ?? 'granted', service.since ?? '2020-01-01T00:00:00Z')}</ServiceInformation>` +
    `${history.length === 0 ? '' : `<ServiceHistory>${history.join('')}</ServiceHistory>`}</TSPService>`;
}

export interface ListSigner {
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
}

export interface SigningChoices {
  readonly reference?: string;
  readonly digest?: string;
  readonly method?: string;
  /** Another certificate than the signer's in SigningCertificateV2. */
  readonly bound?: Uint8Array;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

/** Enveloped XAdES with an ECDSA P-256 key, as TS 119 612 5.7.1 asks. */
export function signList(list: string, signer: ListSigner, choices: SigningChoices = {}): string {
  const digestMethod = choices.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256';
  const properties =
    '<xades:SignedProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Id="properties"><xades:SignedSignatureProperties><xades:SigningTime>2026-01-01T00:00:00Z</xades:SigningTime>' +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod xmlns:ds="${dsig}" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>` +
    `<ds:DigestValue xmlns:ds="${dsig}">${createHash('sha256').update(choices.bound ?? signer.certificate).digest('base64')}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>` +
    '</xades:SignedSignatureProperties></xades:SignedProperties>';
  const transforms = (...algorithms: readonly string[]) => `<ds:Transforms>${algorithms.map((algorithm) => `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`).join('')}</ds:Transforms>`;
  const reference = (attributes: string, algorithms: readonly string[], value: string) =>
    `<ds:Reference ${attributes}>${transforms(...algorithms)}<ds:DigestMethod Algorithm="${digestMethod}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`;
  const information =
    `<ds:SignedInfo xmlns:ds="${dsig}"><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${choices.method ?? 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'}"></ds:SignatureMethod>` +
    reference(`URI="${choices.reference ?? ''}"`, [`${dsig}enveloped-signature`, exclusive], sha256(list)) +
    reference('Type="http://uri.etsi.org/01903#SignedProperties" URI="#properties"', [exclusive], sha256(properties)) +
    '</ds:SignedInfo>';
  const value = sign('sha256', Buffer.from(information, 'utf8'), { key: signer.key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const signature =
    `<ds:Signature xmlns:ds="${dsig}" Id="signature">${information}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64(signer.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#signature">${properties}</xades:QualifyingProperties></ds:Object></ds:Signature>`;
  return list.replace('</TrustServiceStatusList>', `${signature}</TrustServiceStatusList>`);
}
