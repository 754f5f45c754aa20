import { asArray, asInteger, asName, type PdfDictionary, type PdfDocument, type PdfString } from '#pdf/read';
import type { FoundSignature } from '../signature-discovery/found-signature.js';
import type { Finding } from '../report/reason.js';
import { checkByteRange, type SignedZone } from './byte-range.js';
import { formatFailure } from './format-failure.js';

/** What format checking makes of a signature dictionary. `zone` and `contents` are only there when they can be relied on. */
export interface CheckedDictionary {
  readonly findings: readonly Finding[];
  readonly isTimeStamp: boolean;
  /** A document timestamp as BLTA-01 wants it: /Type is /DocTimeStamp or absent. */
  readonly isProperTimeStamp: boolean;
  readonly subFilter: string | null;
  readonly zone?: SignedZone;
  /** The decoded /Contents, padding included. */
  readonly contents?: Uint8Array;
  /** DER in /Cert, which only `adbe.x509.rsa_sha1` has a use for. */
  readonly certificates: readonly Uint8Array[];
}

/** The last two are of PDF 1.x (ISO 32000-1 12.8.3); deprecated, SHA-1 by definition, and judged for what they are. */
const cmsSubFilters = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'adbe.pkcs7.sha1', 'adbe.x509.rsa_sha1']);
const timeStampSubFilter = 'ETSI.RFC3161';

/** Format checking of the dictionary (EN 319 102-1 5.2.2; BB-01, 02, 05, 08, 09; R4..R6). Structure first: what fails here is never hashed. */
export function checkSignatureDictionary(document: PdfDocument, found: FoundSignature): CheckedDictionary {
  const { dictionary, span } = found;
  const findings = [...found.findings];
  const subFilter = dictionary === undefined ? undefined : asName(dictionary.get('SubFilter'));
  const type = dictionary === undefined ? undefined : dictionary.get('Type');
  const isTimeStamp = subFilter === timeStampSubFilter || asName(type) === 'DocTimeStamp';
  const base = { isTimeStamp, isProperTimeStamp: isTimeStamp && asName(type) !== 'Sig', subFilter: subFilter ?? null, certificates: subFilter === 'adbe.x509.rsa_sha1' ? certificatesOf(dictionary) : [] };
  if (dictionary === undefined || span === undefined) {
    if (findings.length === 0) findings.push(formatFailure('signature-dictionary-malformed', 'BB-08'));
    return { ...base, findings };
  }
  if (dictionary.duplicateKeys.length > 0) findings.push(formatFailure('duplicate-keys', 'R6'));
  if (type !== undefined && asName(type) !== 'Sig' && asName(type) !== 'DocTimeStamp') findings.push(formatFailure('signature-dictionary-malformed', 'BB-09'));
  if (subFilter === undefined || (asName(type) === 'DocTimeStamp' && subFilter !== timeStampSubFilter)) {
    findings.push(formatFailure('signature-dictionary-malformed', 'BB-03'));
  } else if (!cmsSubFilters.has(subFilter) && subFilter !== timeStampSubFilter) {
    findings.push({ code: 'sub-filter-unsupported', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'BB-03' });
  }
  const contents = contentsOf(dictionary);
  if (contents === undefined) {
    findings.push(formatFailure('contents-malformed', 'BB-01'));
    return { ...base, findings };
  }
  const zone = zoneOf(document, dictionary, contents, found.revisionIndex);
  if ('code' in zone) findings.push(zone);
  if (findings.some(({ weight }) => weight === 'failure') || 'code' in zone) return { ...base, findings };
  return { ...base, findings, zone, contents: contents.bytes };
}

/** One string, or an array of strings (ISO 32000-1 table 252). */
function certificatesOf(dictionary: PdfDictionary | undefined): Uint8Array[] {
  const value = dictionary?.get('Cert');
  const items = value === undefined ? [] : (asArray(value)?.items ?? [value]);
  return items.flatMap((item) => (item.kind === 'string' ? [item.bytes] : []));
}

/** BB-01: a direct hexadecimal string with something in it. */
function contentsOf(dictionary: PdfDictionary): PdfString | undefined {
  const value = dictionary.get('Contents');
  return value?.kind === 'string' && value.form === 'hex' && value.bytes.some((byte) => byte !== 0) ? value : undefined;
}

function zoneOf(document: PdfDocument, dictionary: PdfDictionary, contents: PdfString, revisionIndex: number): SignedZone | Finding {
  const items = asArray(dictionary.get('ByteRange'))?.items;
  const numbers = items?.map((item) => (item.kind === 'number' && item.isInteger ? asInteger(item) : undefined));
  const integers = numbers?.every((number) => number !== undefined) === true ? numbers.filter((number) => number !== undefined) : undefined;
  const revision = document.revisions[revisionIndex];
  if (revision === undefined) return formatFailure('byte-range-end', 'R4');
  return checkByteRange(document.bytes, integers, contents.span, revision);
}
