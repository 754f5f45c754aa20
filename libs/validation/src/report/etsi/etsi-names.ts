import type { Indication, SubIndication } from '../indication.js';

/** Namespaces and URIs of TS 119 102-2 v1.4.1. */
export const namespaces = {
  xmlns: 'http://uri.etsi.org/19102/v1.4.1#',
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
  'xmlns:XAdES': 'http://uri.etsi.org/01903/v1.3.2#',
  'xmlns:j': 'urn:justera:validation-report:1',
} as const;

export const sha256Uri = 'http://www.w3.org/2001/04/xmlenc#sha256';

const mainIndications: Readonly<Record<Indication, string>> = { TOTAL_PASSED: 'total-passed', TOTAL_FAILED: 'total-failed', INDETERMINATE: 'indeterminate' };

/** Main indication of a signature (5.1.3), or of one of its building blocks or timestamps. */
export function indicationUri(indication: Indication, of: 'signature' | 'object' = 'signature'): string {
  const word = mainIndications[indication];
  return `urn:etsi:019102:mainindication:${of === 'signature' ? word : word.replace('total-', '')}`;
}

export function subIndicationUri(subIndication: SubIndication): string {
  return `urn:etsi:019102:subindication:${subIndication}`;
}

/** Highest process that the result rests on (EN 319 102-1 5.3, 5.5, 5.6). */
export const processUris = {
  basic: 'urn:etsi:019102:validationprocess:Basic',
  longTerm: 'urn:etsi:019102:validationprocess:LTVM',
  archival: 'urn:etsi:019102:validationprocess:LTA',
} as const;
