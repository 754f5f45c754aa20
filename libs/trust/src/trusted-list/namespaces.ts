/** Namespaces of TS 119 612 and of what it builds on. */
export const tsl = 'http://uri.etsi.org/02231/v2#';
export const tslAdditional = 'http://uri.etsi.org/02231/v2/additionaltypes#';
export const qualificationExtension = 'http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#';
export const xmldsig = 'http://www.w3.org/2000/09/xmldsig#';
export const xades = 'http://uri.etsi.org/01903/v1.3.2#';
