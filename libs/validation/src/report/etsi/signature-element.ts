import type { Finding } from '../reason.js';
import type { SignatureReport, ValidationReport } from '../validation-report.js';
import { indicationUri, processUris, subIndicationUri } from './etsi-names.js';
import { objectId } from './validation-objects.js';
import { element, type Xml } from './xml-writer.js';

/** Clause 4.3: one signature or document timestamp. The order of the elements is the schema's. */
export function signatureElement(signature: SignatureReport, index: number, report: ValidationReport, verdict: Xml | undefined): Xml {
  return element('SignatureValidationReport', {},
    identifier(signature, index),
    constraints(signature.findings, report),
    timeInfo(signature, index, report),
    report.document.sha256 === null ? undefined : element('SignersDocument', {}, element('SignersDocumentRepresentation', { VOReference: objectId.file })),
    attributes(signature, index),
    signerInformation(signature),
    quality(signature),
    element('SignatureValidationProcess', {}, element('SignatureValidationProcessID', {}, processUris[processOf(signature)])),
    status(signature, index),
    element('OtherInformation', {}, element('j:Signature', {
      kind: signature.kind, integrity: signature.integrity, changesAfter: signature.changesAfter, coversWholeDocument: String(signature.coversWholeDocument),
      ...(signature.level === null ? {} : { level: signature.level }),
      ...(signature.signedLength === null ? {} : { signedLength: String(signature.signedLength) }),
    }), verdict),
  );
}

function identifier({ fieldName }: SignatureReport, index: number): Xml {
  const field = fieldName === null ? undefined : element('OtherInformation', {}, element('SignatureReference', {}, element('PAdESFieldName', {}, fieldName)));
  return element('SignatureIdentifier', { id: `signature-${index + 1}` }, element('HashOnly', {}, 'false'), element('DocHashOnly', {}, 'false'), field);
}

/** The policy, and each constraint that found something (4.3.5). */
export function constraints(findings: readonly Finding[], { policy }: ValidationReport): Xml {
  const name = element('SignatureValidationPolicy', {},
    element('SignaturePolicyIdentifier', {}, element('XAdES:SignaturePolicyImplied', {})), element('PolicyName', {}, `${policy.name} ${policy.version}`));
  return element('ValidationConstraintsEvaluationReport', {}, name, ...findings.map(constraint));
}

function constraint({ code, weight, subIndication, clause }: Finding): Xml {
  const indication = weight === 'failure' ? 'TOTAL_FAILED' : weight === 'indeterminate' ? 'INDETERMINATE' : 'TOTAL_PASSED';
  return element('ValidationConstraint', {},
    element('ValidationConstraintIdentifier', {}, `urn:justera:constraint:${code}`),
    element('ConstraintStatus', {}, element('Status', {}, 'urn:etsi:019102:constraintStatus:applied')),
    element('ValidationStatus', {}, element('MainIndication', {}, indicationUri(indication, 'object')), ...(subIndication === undefined ? [] : [element('SubIndication', {}, subIndicationUri(subIndication))])),
    element('Indications', {}, element('j:Finding', { weight, ...(clause === undefined ? {} : { clause }) })),
  );
}

function timeInfo(signature: SignatureReport, index: number, { validationTime }: ValidationReport): Xml {
  const { bestSignatureTime, timeProven, timestamps } = signature;
  const proof = timestamps.findIndex(({ time, indication }) => indication === 'TOTAL_PASSED' && time === bestSignatureTime);
  return element('ValidationTimeInfo', {}, element('ValidationTime', {}, validationTime), element('BestSignatureTime', {},
    element('POETime', {}, bestSignatureTime ?? validationTime),
    element('TypeOfProof', {}, 'urn:etsi:019102:poetype:validation'),
    timeProven && proof !== -1 ? element('POEObject', { VOReference: objectId.timestamp(index, proof) }) : undefined));
}

function attributes(signature: SignatureReport, index: number): Xml | undefined {
  const { claimedSigningTime, claimedReason, subFilter, timestamps } = signature;
  const all = [
    ...(claimedSigningTime === null ? [] : [element('SigningTime', { Signed: 'true' }, element('Time', {}, claimedSigningTime))]),
    ...timestamps.map((stamp, at) => (stamp.time === null ? undefined : element(stamp.kind === 'signatureTimeStamp' ? 'SignatureTimeStamp' : 'DocTimeStamp', {},
      element('AttributeObject', { VOReference: objectId.timestamp(index, at) }), element('TimeStampValue', {}, stamp.time)))),
    ...(claimedReason === null ? [] : [element('Reason', { Signed: 'true' }, element('ReasonElement', {}, claimedReason))]),
    ...(subFilter === null ? [] : [element('SubFilter', { Signed: 'true' }, element('SubFilterElement', {}, subFilter))]),
  ].filter((one) => one !== undefined);
  return all.length === 0 ? undefined : element('SignatureAttributes', {}, ...all);
}

function signerInformation({ signatory }: SignatureReport): Xml | undefined {
  if (signatory === null) return undefined;
  return element('SignerInformation', {}, element('SignerCertificate', { VOReference: objectId.certificate(signatory.certificateSha256) }), element('Signer', {}, signatory.name));
}

function quality({ qualification }: SignatureReport): Xml | undefined {
  if (qualification.level === 'N/A') return undefined;
  const word = `${qualification.conclusive ? '' : 'indeterminate-'}${qualification.level}`;
  return element('SignatureQuality', {}, element('SignatureQualityInformation', {}, `urn:justera:qualification:${word}`));
}

/** The furthest process that had something to work with. */
function processOf({ timestamps }: SignatureReport): keyof typeof processUris {
  if (timestamps.some(({ kind }) => kind === 'documentTimeStamp')) return 'archival';
  return timestamps.length > 0 ? 'longTerm' : 'basic';
}

function status(signature: SignatureReport, index: number): Xml {
  const { indication, subIndication, trust, signatory, timestamps } = signature;
  const reference = (name: string, sha256: string) => element(name, { VOReference: objectId.certificate(sha256) });
  const [, ...intermediates] = trust.path;
  const chain = signatory === null ? undefined : element('CertificateChain', {},
    reference('SigningCertificate', signatory.certificateSha256), ...intermediates.map(({ sha256 }) => reference('IntermediateCertificate', sha256)),
    ...(trust.anchor === null ? [] : [reference('TrustAnchor', trust.anchor.sha256)]));
  const data = [
    trust.anchor === null ? undefined : reference('TrustAnchor', trust.anchor.sha256), chain,
    ...timestamps.map((_, at) => element('RelatedValidationObject', { VOReference: objectId.timestamp(index, at) })),
  ].filter((one) => one !== undefined);
  return element('SignatureValidationStatus', {},
    element('MainIndication', {}, indicationUri(indication)), ...(subIndication === undefined ? [] : [element('SubIndication', {}, subIndicationUri(subIndication))]),
    ...(data.length === 0 ? [] : [element('AssociatedValidationReportData', {}, ...data)]));
}
