import type { ValidationReport } from '../validation-report.js';
import { indicationUri, namespaces } from './etsi-names.js';
import { constraints, signatureElement } from './signature-element.js';
import { validationObjects } from './validation-objects.js';
import { element, type Xml } from './xml-writer.js';

/**
 * The report as ETSI TS 119 102-2 v1.4.1 XML, unsigned. What the standard has no place for, as the verdict on the document as a
 * whole, stands in OtherInformation under our own namespace.
 *
 * @param file the file's name
 */
export function etsiReport(report: ValidationReport, file: string): string {
  const verdict = documentElement(report, file);
  const signatures = report.signatures.map((signature, index) => signatureElement(signature, index, report, index === 0 ? verdict : undefined));
  const reports = signatures.length > 0 ? signatures : [nothingSigned(report, verdict)];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('ValidationReport', namespaces, ...reports, validationObjects(report)).xml}\n`;
}

/** The schema asks for at least one entry: a file without signatures gets one that says so. */
function nothingSigned(report: ValidationReport, verdict: Xml): Xml {
  const { status, findings } = report.document;
  const indication = status === 'not-valid' ? indicationUri('TOTAL_FAILED') : status === 'unsigned' ? 'urn:justera:mainindication:no-signature-found' : indicationUri('INDETERMINATE');
  return element('SignatureValidationReport', {}, constraints(findings, report),
    element('SignatureValidationStatus', {}, element('MainIndication', {}, indication)), element('OtherInformation', {}, verdict));
}

/** The verdict on the file as a whole, told once, in the first entry. */
function documentElement({ document }: ValidationReport, file: string): Xml {
  return element('j:Document', { file, status: document.status, complete: document.complete, reasons: document.reasons.join(' ') });
}
