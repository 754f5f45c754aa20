import { asArray, asDictionary, asInteger, asName, asString, decodeTextString, type PdfDictionary, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { PadesError } from '../pades-error.js';

/** Bits of /Ff in a seed value dictionary: which entries are demands and not proposals (ISO 32000-2 Table 237). */
const demand = { filter: 1, subFilter: 2, version: 4, reasons: 8, addRevocationInfo: 32, digestMethod: 64, lockDocument: 128 } as const;

/**
 * Whoever made the field may demand things of the signature (ISO 32000-2 12.7.5.5). A demand that our signature does not meet, or that we do not
 * read, is a refusal: a conforming signer does not fill such a field.
 * @throws PadesError `permission-denied`
 */
export function requireSeedValues(view: PdfView, field: Pick<SignatureFieldInfo, 'name' | 'dictionary'>): void {
  const seeds = asDictionary(view.get(field.dictionary, 'SV'));
  if (seeds === undefined) return;
  const refuse = (what: string): never => {
    throw new PadesError('permission-denied', `the field demands ${what}`, { field: field.name });
  };
  const flags = asInteger(view.get(seeds, 'Ff')) ?? 0;
  const demands = (bit: number): boolean => (flags & bit) !== 0;
  if (demands(demand.filter) && asName(view.get(seeds, 'Filter')) !== 'Adobe.PPKLite') refuse('another signature handler');
  if (demands(demand.subFilter) && !names(view, seeds, 'SubFilter').includes('ETSI.CAdES.detached')) refuse('another signature format');
  if (demands(demand.version) && (asInteger(view.get(seeds, 'V')) ?? 1) > 3) refuse('a newer kind of signer');
  if (demands(demand.addRevocationInfo) && view.get(seeds, 'AddRevInfo')?.kind === 'boolean') refuse('revocation data inside the signature, which PAdES keeps outside (BLT-05)');
  if (demands(demand.digestMethod) && ![...names(view, seeds, 'DigestMethod'), ...texts(view, seeds, 'DigestMethod')].some((name) => /^SHA(256|384|512)$/.test(name))) refuse('another digest');
  if (demands(demand.lockDocument)) refuse('that the document be locked');
  const reasons = texts(view, seeds, 'Reasons');
  // A single full stop forbids any reason, which is what we write.
  if (demands(demand.reasons) && !(reasons.length === 1 && reasons[0] === '.')) refuse('a reason out of its own list');
  const certification = asDictionary(view.get(seeds, 'MDP'));
  if (certification !== undefined && (asInteger(view.get(certification, 'P')) ?? 0) > 0) refuse('a certification');
  const certificate = asDictionary(view.get(seeds, 'Cert'));
  if (certificate !== undefined && (asInteger(view.get(certificate, 'Ff')) ?? 0) !== 0) refuse('certain certificates, which this signer does not read');
}

function names(view: PdfView, dictionary: PdfDictionary, key: string): string[] {
  return (asArray(view.get(dictionary, key))?.items ?? []).flatMap((item) => asName(view.resolve(item)) ?? []);
}

function texts(view: PdfView, dictionary: PdfDictionary, key: string): string[] {
  return (asArray(view.get(dictionary, key))?.items ?? []).flatMap((item) => {
    const text = asString(view.resolve(item));
    return text === undefined ? [] : [decodeTextString(text)];
  });
}
