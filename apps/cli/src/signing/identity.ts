import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { levelsOfAssurance } from '#minutes';
import { createOneTimeIdentity, openKeyFile, openPkcs12, type Pkcs12Identity } from '#issuance';
import type { SigningIdentity } from '#pades/sign';
import { nameValue, Oid } from '#pki/parse';
import { systemClock } from '#platform/base';
import { UsageError } from '../usage.js';
import { oneOf } from './options.js';

export const identityOptions = {
  p12: { type: 'string' },
  'one-time': { type: 'string' },
  passphrase: { type: 'string' },
  'passphrase-file': { type: 'string' },
  name: { type: 'string' },
  'given-name': { type: 'string' },
  surname: { type: 'string' },
  'person-id': { type: 'string' },
  country: { type: 'string', default: 'SE' },
  'level-of-assurance': { type: 'string', default: 'low' },
  'identity-provider': { type: 'string', default: 'command line' },
} as const;

export const identityHelp = `  --p12 FILE                 key and certificates of the signatory in a PKCS #12 file: RSA or EC
  --one-time FILE            the key file of an issuing authority, as the key ceremony writes it: a new key and a certificate for this one signature.
                             ISSUING_KEY_FILE from the environment when FILE is left out
  --passphrase P             of that file. Better: --passphrase-file FILE, or JUSTERA_PASSPHRASE in the environment, which no process list shows
  --name TEXT                with --one-time: who signs; when not given, whom the field was prepared for
  --given-name, --surname    with --one-time, when the last word of the name is not the surname
  --person-id TEXT           with --one-time: a stable pseudonym for the certificate's serialNumber; a random one when not given
  --country CC               with --one-time: SE when not given
  --level-of-assurance LEVEL with --one-time: how surely you know who it is (low when not given, substantial, high): it is written into the certificate
  --identity-provider TEXT   with --one-time: who identified the person; "command line" when not given`;

export interface IdentityValues {
  readonly p12?: string | undefined;
  readonly 'one-time'?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly 'passphrase-file'?: string | undefined;
  readonly name?: string | undefined;
  readonly 'given-name'?: string | undefined;
  readonly surname?: string | undefined;
  readonly 'person-id'?: string | undefined;
  readonly country: string;
  readonly 'level-of-assurance': string;
  readonly 'identity-provider': string;
}

/** Who signs, with a key that can. */
export interface Signing {
  readonly identity: SigningIdentity;
  /** As in the certificate. */
  readonly signerName: string;
  dispose(): void;
}

/** @param expectedName whom the field was prepared for, where that is known */
export async function openIdentity(values: IdentityValues, expectedName: string | undefined): Promise<Signing> {
  if ((values.p12 === undefined) === (values['one-time'] === undefined)) throw new UsageError('say who signs: --p12 FILE or --one-time FILE');
  const passphrase = await readPassphrase(values);
  return values.p12 === undefined ? oneTime(values, passphrase, expectedName) : ofPkcs12(openPkcs12(await readFile(values.p12), passphrase));
}

async function readPassphrase(values: IdentityValues): Promise<string> {
  if (values.passphrase !== undefined) return values.passphrase;
  // One end-of-line marker belongs to the file, not to the passphrase.
  if (values['passphrase-file'] !== undefined) return (await readFile(values['passphrase-file'], 'utf8')).replace(/\r?\n$/, '');
  const fromEnvironment = process.env['JUSTERA_PASSPHRASE'] ?? (values['one-time'] === undefined ? undefined : process.env['ISSUING_KEY_PASSPHRASE']);
  if (fromEnvironment === undefined) throw new UsageError('the passphrase is missing: --passphrase, --passphrase-file, or JUSTERA_PASSPHRASE in the environment');
  return fromEnvironment;
}

function ofPkcs12({ certificate, chain, signer }: Pkcs12Identity): Signing {
  const { subject } = certificate;
  const full = [nameValue(subject, Oid.givenName), nameValue(subject, Oid.surname)].filter((part) => part !== undefined).join(' ');
  const signerName = nameValue(subject, Oid.commonName) ?? (full === '' ? nameValue(subject, Oid.organizationName) : full);
  if (signerName === undefined) throw new UsageError('the certificate names nobody: it has neither commonName nor givenName and surname');
  return { identity: { certificate: certificate.der, parsed: certificate, chain, signer }, signerName, dispose: () => undefined };
}

async function oneTime(values: IdentityValues, passphrase: string, expectedName: string | undefined): Promise<Signing> {
  const file = values['one-time'] === '' ? process.env['ISSUING_KEY_FILE'] : values['one-time'];
  if (file === undefined) throw new UsageError('--one-time needs the key file of an issuing authority, on the command line or as ISSUING_KEY_FILE');
  const name = (values.name ?? expectedName)?.trim().replace(/\s+/g, ' ');
  if (name === undefined || name === '') throw new UsageError('--name is missing: the field does not say whom it is for');
  const words = name.split(' ');
  const surname = values.surname ?? words.at(-1) ?? name;
  const givenName = values['given-name'] ?? (words.length > 1 ? words.slice(0, -1).join(' ') : name);
  const authority = await openKeyFile(file, passphrase);
  const identity = await createOneTimeIdentity(
    authority,
    {
      country: values.country,
      givenName,
      surname,
      commonName: name,
      serialNumber: values['person-id'] ?? `P-${randomUUID()}`,
      authContext: {
        identityProvider: values['identity-provider'],
        instant: systemClock.now(),
        levelOfAssurance: oneOf(values['level-of-assurance'], levelsOfAssurance, '--level-of-assurance'),
        reference: randomUUID(),
      },
    },
    systemClock,
  );
  return { identity, signerName: name, dispose: () => identity.dispose() };
}
