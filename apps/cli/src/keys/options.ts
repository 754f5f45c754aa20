import { encodeAuthorityName, openKey, type AuthorityAddresses, type KeyKind, type OpenedKey } from '#issuance';
import { oneOf, required } from '../signing/options.js';
import { UsageError } from '../usage.js';
import { readPassphrase } from './passphrase.js';

export const keyOptions = { key: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;
export const nameOptions = {
  name: { type: 'string' }, organization: { type: 'string' }, 'organization-identifier': { type: 'string' }, country: { type: 'string' },
} as const;
export const addressOptions = {
  'crl-url': { type: 'string', multiple: true, default: [] as string[] },
  'ocsp-url': { type: 'string', multiple: true, default: [] as string[] },
  'ca-issuers-url': { type: 'string', multiple: true, default: [] as string[] },
} as const;
export const outputOption = { output: { type: 'string', short: 'o' } } as const;

const kinds = ['P-256', 'P-384', 'RSA-3072', 'RSA-4096'] as const satisfies readonly KeyKind[];

export interface KeyValues {
  readonly key?: string | undefined;
  readonly 'passphrase-file'?: string | undefined;
}

export function readKind(value: string | undefined, usual: KeyKind): KeyKind {
  return value === undefined ? usual : oneOf(value, kinds, '--kind');
}

/** DER Name. */
export function readName(values: { readonly name?: string | undefined; readonly organization?: string | undefined; readonly 'organization-identifier'?: string | undefined; readonly country?: string | undefined }): Uint8Array {
  const { organization, country } = values;
  const identifier = values['organization-identifier'];
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) throw new UsageError('--country is two capital letters');
  return encodeAuthorityName({
    commonName: required(values.name, '--name'),
    ...(organization === undefined ? {} : { organization }),
    ...(identifier === undefined ? {} : { organizationIdentifier: identifier }),
    ...(country === undefined ? {} : { country }),
  });
}

export function readAddresses(values: { readonly 'crl-url': string[]; readonly 'ocsp-url': string[]; readonly 'ca-issuers-url': string[] }): AuthorityAddresses {
  const addresses = { crlUrls: values['crl-url'], ocspUrls: values['ocsp-url'], caIssuersUrls: values['ca-issuers-url'] };
  const wrong = Object.values(addresses).flat().find((url) => !/^https?:\/\/[!-~]+$/.test(url));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is not an http or https address`);
  return addresses;
}

/** A whole number of at least one. */
export function readCount(text: string, option: string, most: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new UsageError(`${option} is a whole number from 1 to ${most}`);
  return count;
}

export function passphraseOf(values: KeyValues, isNew: boolean): Promise<string> {
  const address = required(values.key, '--key');
  const isToken = address.startsWith('pkcs11:');
  return readPassphrase({ what: address, file: values['passphrase-file'], variable: 'JUSTERA_PASSPHRASE', isNew: isNew && !isToken });
}

/** The key of --key with the certificate of --certificate, or the one beside it. */
export async function openAuthorityKey(values: KeyValues & { readonly certificate?: string | undefined }): Promise<OpenedKey> {
  const address = required(values.key, '--key');
  const { certificate } = values;
  return openKey(address, await passphraseOf(values, false), certificate === undefined ? {} : { certificateFile: certificate });
}

const HOUR = 3_600_000;

/**
 * Certificates of authorities begin an hour back: a reader's clock may be behind ours, and one-time certificates begin a minute
 * before they are issued (CP-05), within their issuer's life (CP-06).
 */
export function beginning(now: Date): Date {
  return wholeSecond(new Date(now.getTime() - HOUR));
}

/** Each step works from one instant, on a whole second, as certificates and lists have it. */
export function wholeSecond(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000);
}

export function yearsAfter(time: Date, years: number): Date {
  const later = new Date(time);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}
