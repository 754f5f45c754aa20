import type { ValidationReport } from '../validation-report.js';
import { indicationUri, sha256Uri, subIndicationUri } from './etsi-names.js';
import { element, type Xml } from './xml-writer.js';

/** Identifiers of what the report refers to. XML wants them to begin with a letter. */
export const objectId = {
  file: 'file',
  certificate: (sha256: string): string => `certificate-${sha256}`,
  timestamp: (signature: number, index: number): string => `timestamp-${signature + 1}-${index + 1}`,
};

export function digestElement(name: string, sha256: string): Xml {
  return element(name, {}, element('ds:DigestMethod', { Algorithm: sha256Uri }), element('ds:DigestValue', {}, Buffer.from(sha256, 'hex').toString('base64')));
}

/** Clause 4.4: the file, every certificate by its digest, every timestamp with its own short report. */
export function validationObjects(report: ValidationReport): Xml | undefined {
  const { sha256 } = report.document;
  const file = sha256 === null ? [] : [objectElement(objectId.file, 'signedData', element('ValidationObjectRepresentation', {}, digestElement('DigestAlgAndValue', sha256)))];
  const objects = [...file, ...certificates(report), ...timestamps(report)];
  return objects.length === 0 ? undefined : element('SignatureValidationObjects', {}, ...objects);
}

function objectElement(id: string, type: string, ...children: readonly (Xml | undefined)[]): Xml {
  return element('ValidationObject', { id }, element('ObjectType', {}, `urn:etsi:019102:validationObject:${type}`), ...children);
}

/** Every certificate that anything in the report refers to. */
function certificates({ signatures }: ValidationReport): Xml[] {
  const named = signatures.flatMap(({ signatory, trust, timestamps: stamps }) => [
    ...(signatory === null ? [] : [signatory.certificateSha256]), ...trust.path.map(({ sha256 }) => sha256),
    ...[trust.anchor, ...stamps.map(({ anchor }) => anchor)].flatMap((anchor) => (anchor === null ? [] : [anchor.sha256])),
  ]);
  return [...new Set(named)].map((sha256) =>
    objectElement(objectId.certificate(sha256), 'certificate', element('ValidationObjectRepresentation', {}, digestElement('DigestAlgAndValue', sha256))));
}

function timestamps({ signatures }: ValidationReport): Xml[] {
  return signatures.flatMap(({ timestamps: stamps }, signature) => stamps.map((stamp, index) => {
    const { indication, subIndication, time, authority } = stamp;
    const told = element('ValidationObjectRepresentation', {}, element('direct', {}, element('j:TimeStamp', {
      kind: stamp.kind, ...(time === null ? {} : { time }), ...(authority === null ? {} : { authority }),
    })));
    const status = element('SignatureValidationStatus', {}, element('MainIndication', {}, indicationUri(indication, 'object')), ...(subIndication === undefined ? [] : [element('SubIndication', {}, subIndicationUri(subIndication))]));
    return objectElement(objectId.timestamp(signature, index), 'timestamp', told, element('ValidationReport', {}, status));
  }));
}
