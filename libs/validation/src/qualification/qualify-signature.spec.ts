import { certificateExtension, encodeExtension, encodeOid, sequence } from '#pki/build';
import { Oid } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy } from '../policy/signature-validation-policy.js';
import type { TrustMaterial } from '../policy/trust-material.js';
import type { SignatureReport } from '../report/validation-report.js';
import { signSmall } from '../testing/sign-small.js';
import { smallDocument } from '../testing/small-document.js';
import { validate } from '../validate.js';
import type { ServicePeriod, TrustedService } from './trusted-service.js';

const svc = 'http://uri.etsi.org/TrstSvc';
const qualifier = (name: string): string => `${svc}/TrustedList/SvcInfoExt/${name}`;
const statements = { compliance: '0.4.0.1862.1.1', device: '0.4.0.1862.1.4', seal: '0.4.0.1862.1.6.2', web: '0.4.0.1862.1.6.3' };
let pki: TestPki;

beforeAll(async () => {
  pki = await createTestPki();
});

interface Case {
  readonly qc?: readonly Uint8Array[];
  readonly period?: Partial<ServicePeriod>;
  readonly older?: readonly Partial<ServicePeriod>[];
  readonly listed?: () => TestCertificate;
  readonly seal?: boolean;
}

const statement = (oid: string): Uint8Array => sequence(encodeOid(oid));
const typed = (oid: string): Uint8Array => sequence(encodeOid('0.4.0.1862.1.6'), sequence(encodeOid(oid)));

function serviceOf(listed: TestCertificate, { period = {}, older = [] }: Case): TrustedService {
  const base: ServicePeriod = {
    type: `${svc}/Svctype/CA/QC`, status: `${svc}/TrustedList/Svcstatus/granted`, since: '2020-01-01T00:00:00.000Z', until: null,
    additionalInformation: [qualifier('ForeSignatures')], qualifications: [],
  };
  return {
    type: base.type, name: 'Test CA', provider: 'Test provider', list: { territory: 'XX', sequenceNumber: 3, issuedAt: '2026-01-01T00:00:00.000Z', nextUpdate: '2026-07-01T00:00:00.000Z' },
    certificates: [listed.der], periods: [{ ...base, ...period }, ...older.map((one) => ({ ...base, ...one }))],
  };
}

async function judge(how: Case): Promise<SignatureReport> {
  const extension = encodeExtension(Oid.qcStatements, false, sequence(...(how.qc ?? [])));
  const extensions = [certificateExtension.noRevAvail(), certificateExtension.validityAssuredShortTerm(), extension];
  const subject = [{ oid: Oid.countryName, value: 'SE' }, { oid: Oid.organizationName, value: 'Body' }, { oid: Oid.organizationIdentifier, value: 'NTRSE-1' }, { oid: Oid.commonName, value: 'Seal' }];
  const signer = await pki.oneTime(undefined, how.seal === true ? { extensions, subject } : { extensions });
  const bytes = await signSmall(smallDocument(), { pki, signer, fieldName: 'S', timestamp: true });
  const services = [serviceOf((how.listed ?? (() => pki.issuing))(), how)];
  const trust = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [pki.root.der], services, crls: [await pki.crl(pki.root)] };
  const [signature] = validate(bytes, trust, defaultPolicy, new Date(pki.now.getTime() + 60_000)).signatures;
  if (signature === undefined) throw new Error('no signature');
  return signature;
}

test.each<[string, Case, string, readonly string[]]>([
  ['qualified certificate, key in a device', { qc: [statement(statements.compliance), statement(statements.device)] }, 'QESig', []],
  ['qualified certificate, no device', { qc: [statement(statements.compliance)] }, 'AdESig-QC', ['no-qualified-device']],
  ['a certificate that says nothing', {}, 'AdESig', ['certificate-not-qualified']],
  ['the list adds what the certificate does not say', {
    period: { qualifications: [{ qualifiers: [qualifier('QCStatement'), qualifier('QCWithQSCD'), qualifier('QCForESig')], criteria: { kind: 'list', assert: 'all', members: [] } }] },
  }, 'QESig', []],
  ['the list takes away what the certificate says', {
    qc: [statement(statements.compliance), statement(statements.device)],
    period: { qualifications: [{ qualifiers: [qualifier('NotQualified')], criteria: { kind: 'list', assert: 'all', members: [] } }] },
  }, 'AdESig', ['certificate-not-qualified']],
  ['the list denies the device, for certificates of another policy only', {
    qc: [statement(statements.compliance), statement(statements.device)],
    period: { qualifications: [{ qualifiers: [qualifier('QCNoQSCD')], criteria: { kind: 'list', assert: 'atLeastOne', members: [{ kind: 'policies', oids: ['1.2.3'] }] } }] },
  }, 'QESig', []],
  ['the list contradicts itself', {
    qc: [statement(statements.compliance)],
    period: { qualifications: [{ qualifiers: [qualifier('QCWithQSCD'), qualifier('QCNoQSCD')], criteria: { kind: 'list', assert: 'all', members: [] } }] },
  }, 'AdESig', ['list-contradicts-itself']],
  ['criteria that we do not read are not passed over', {
    qc: [statement(statements.compliance), statement(statements.device)],
    period: { qualifications: [{ qualifiers: [qualifier('NotQualified')], criteria: { kind: 'unknown' } }] },
  }, 'AdESig', ['criteria-not-understood']],
  ['a certificate for web sites', { qc: [statement(statements.compliance), typed(statements.web)] }, 'AdESig', ['certificate-for-web-authentication', 'service-for-another-purpose']],
  ['a CA listed for seals only', { qc: [statement(statements.compliance)], period: { additionalInformation: [qualifier('ForeSeals'), qualifier('ForeSignatures')] } }, 'AdESig-QC', ['no-qualified-device']],
  ['a service for non-qualified certificates', { qc: [statement(statements.compliance)], period: { type: `${svc}/Svctype/CA/PKC`, status: `${svc}/TrustedList/Svcstatus/recognisedatnationallevel` } }, 'AdESig', ['service-not-granted-at-issuance', 'service-not-granted-at-signing']],
])('%s', async (_, how, level, reasons) => {
  const { indication, qualification, trust } = await judge(how);
  expect([indication, qualification.level, qualification.conclusive, qualification.reasons]).toEqual(['TOTAL_PASSED', level, true, reasons]);
  expect(trust.service).toMatchObject({ provider: 'Test provider', territory: 'XX', listSequenceNumber: 3 });
});

test('a qualified seal', async () => {
  const { kind, qualification } = await judge({ seal: true, qc: [statement(statements.compliance), statement(statements.device), typed(statements.seal)], period: { additionalInformation: [qualifier('ForeSeals')] } });
  expect([kind, qualification.level]).toEqual(['seal', 'QESeal']);
});

test('a CA that the list had dropped before the signature is no anchor: indeterminate, whatever it was before', async () => {
  const { indication, subIndication, reasons, trust } = await judge({
    qc: [statement(statements.compliance)], period: { status: `${svc}/TrustedList/Svcstatus/withdrawn`, since: '2026-01-01T00:00:00.000Z' }, older: [{ until: '2026-01-01T00:00:00.000Z' }],
  });
  expect([indication, subIndication, trust.status]).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'unknown']);
  expect(reasons).toContain('issuer-not-listed-then');
});

test('a CA that the list dropped after a proven signature keeps it valid', async () => {
  const { indication, qualification } = await judge({
    qc: [statement(statements.compliance)], period: { status: `${svc}/TrustedList/Svcstatus/withdrawn`, since: '2026-05-04T12:00:30.000Z' }, older: [{ until: '2026-05-04T12:00:30.000Z' }],
  });
  expect([indication, qualification.level]).toEqual(['TOTAL_PASSED', 'AdESig-QC']);
});

test('without a list nothing is said about qualification', async () => {
  const signer = await pki.oneTime();
  const bytes = await signSmall(smallDocument(), { pki, signer, fieldName: 'S' });
  const trust = { signatureAnchors: [pki.root.der], sealAnchors: [], timestampAnchors: [] };
  const report = validate(bytes, trust, defaultPolicy, pki.now);
  expect(report.signatures[0]?.qualification).toMatchObject({ level: 'N/A', reasons: ['no-trusted-list'] });
  expect(report.notChecked).toContain('trusted-lists');
});

describe('which lists were used', () => {
  const list = { territory: 'XX', sequenceNumber: 3, issuedAt: '2026-01-01T00:00:00.000Z', nextUpdate: '2026-07-01T00:00:00.000Z' };
  const use = { ...list, source: 'https://xx.example/tl.xml', state: 'fetched', fetchedAt: '2026-05-01T00:00:00.000Z' } as const;
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'S', timestamp: true });
  });

  async function report(trustedLists: TrustMaterial['trustedLists'], now = new Date(pki.now.getTime() + 60_000)) {
    const services = [serviceOf(pki.issuing, {})];
    const trust = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [pki.root.der], services, crls: [await pki.crl(pki.root)], ...(trustedLists === undefined ? {} : { trustedLists }) };
    const { signatures, trustedLists: used, notChecked } = validate(bytes, trust, defaultPolicy, now);
    return { trusted: signatures[0]?.trust.status, used, notChecked: notChecked.filter((what) => what.startsWith('trusted-lists')) };
  }

  test('the report names them, and nothing of lists is left unchecked', async () => {
    expect(await report({ used: [use], isWhole: true })).toEqual({ trusted: 'trusted', used: [use], notChecked: [] });
  });

  test('a list that was loaded long ago and is past its next update vouches for nobody', async () => {
    for (const now of ['2026-07-01T00:00:00.001Z', '2025-12-31T23:59:59.000Z']) {
      expect(await report({ used: [use], isWhole: true }, new Date(now))).toMatchObject({ trusted: 'untrusted', used: [], notChecked: ['trusted-lists'] });
    }
  });

  test('a list that is missing among those wanted is said to be', async () => {
    expect(await report({ used: [use], isWhole: false })).toMatchObject({ trusted: 'trusted', notChecked: ['trusted-lists-partly'] });
    const other = { ...use, territory: 'YY', nextUpdate: '2026-05-01T00:00:00.000Z' };
    expect(await report({ used: [use, other], isWhole: true })).toMatchObject({ used: [use], notChecked: ['trusted-lists-partly'] });
  });

  test('an older copy is said to be one', async () => {
    const stale = { ...use, state: 'stale' } as const;
    expect(await report({ used: [stale], isWhole: true })).toEqual({ trusted: 'trusted', used: [stale], notChecked: ['trusted-lists-newest'] });
  });
});
