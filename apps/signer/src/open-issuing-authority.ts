import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createOneTimeIdentity, IssuanceError, openKey, type CertificateSubject, type OneTimeIdentityOptions, type OpenedKey } from '#issuance';
import { buildAndValidatePath, nameToString, parseCertificate, signatureAlgorithm, verifySignature, type Certificate } from '#pki/parse';
import { ConfigError, isDemoCertificate, type AppConfig, type Clock, type Logger, type TrustAnchors } from '#platform';

export interface IssuingAuthorityAtWork {
  readonly authority: OpenedKey;
  readonly issuance: OneTimeIdentityOptions;
}

const DAY = 86_400_000;
/** Roll-over takes a ceremony with two persons and an offline machine: say so in time. */
const WARN_BEFORE = 180 * DAY;

/**
 * Opens the issuing key where the configuration says it lives, and has it prove itself: one probe certificate, by the profile, led
 * to a root that our own validator trusts; one signature with its key.
 *
 * @throws ConfigError naming the variable; IssuanceError is turned into one
 */
export async function openIssuingAuthority(
  config: Pick<AppConfig, 'mode' | 'issuingKey'>, trust: TrustAnchors, clock: Clock, logger: Logger,
): Promise<IssuingAuthorityAtWork> {
  const { address, certificateFile, policyOid, caUrls } = config.issuingKey;
  if (address === undefined) throw wrong('ISSUING_KEY_FILE', 'or ISSUING_KEY_PKCS11 is required for the signer');
  const passphrase = await readPassphrase(config.issuingKey);
  const authority = await named('ISSUING_KEY_FILE / ISSUING_KEY_PKCS11', () => openKey(address, passphrase, certificateFile === undefined ? {} : { certificateFile }));
  const issuance = { caIssuersUrls: caUrls, ...(policyOid === undefined ? {} : { policyOid }) };
  try {
    if (config.mode === 'production' && isDemoCertificate(authority.certificate.der)) throw wrong('ISSUING_KEY_FILE', 'is a demo authority, which production refuses');
    await named('ISSUING_KEY_FILE / ISSUING_KEY_PKCS11', () => probe({ authority, issuance }, trust, clock));
  } catch (error) {
    authority.close();
    throw error;
  }
  announce(authority.certificate, clock, logger);
  return { authority, issuance };
}

function wrong(variable: string, problem: string): ConfigError {
  return new ConfigError('config-invalid', [{ variable, problem }]);
}

async function readPassphrase({ passphrase, passphraseFile }: AppConfig['issuingKey']): Promise<string> {
  if (passphrase !== undefined) return passphrase.reveal();
  if (passphraseFile === undefined) throw wrong('ISSUING_KEY_PASSPHRASE', 'or ISSUING_KEY_PASSPHRASE_FILE is required for the signer');
  try {
    // One end-of-line marker belongs to the file, not to the passphrase.
    return (await readFile(passphraseFile, 'utf8')).replace(/\r?\n$/, '');
  } catch {
    throw wrong('ISSUING_KEY_PASSPHRASE_FILE', 'cannot be read');
  }
}

async function named<Result>(variable: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IssuanceError) throw wrong(variable, `${error.code}: ${error.message}`);
    throw error;
  }
}

async function probe({ authority, issuance }: IssuingAuthorityAtWork, trust: TrustAnchors, clock: Clock): Promise<void> {
  const now = clock.now();
  const subject: CertificateSubject = {
    givenName: 'Probe', surname: 'Start', commonName: 'Start-up probe', serialNumber: 'probe',
    authContext: { identityProvider: 'none', instant: now, levelOfAssurance: 'low', reference: 'start-up-probe' },
  };
  const identity = await createOneTimeIdentity(authority, subject, clock, issuance);
  try {
    const certificate = parseCertificate(identity.certificate);
    // Not of a document: nothing that this key signs could be taken for a signature of anything.
    const data = createHash('sha256').update('justera start-up probe').digest();
    const signature = await identity.signer.sign(data);
    if (!verifySignature(signatureAlgorithm({ oid: '1.2.840.10045.4.3.2', encoded: new Uint8Array() }), certificate.publicKey, data, signature)) {
      throw new IssuanceError('issued-certificate-wrong', 'The probe signature does not verify under the probe certificate.');
    }
    const anchors = trust.signatureAnchors.map((der) => parseCertificate(der));
    // Revocation is asked for when cases are completed: a list that cannot be fetched now must not keep people from signing.
    const { status, code } = buildAndValidatePath(certificate, { anchors, intermediates: identity.chain.map((der) => parseCertificate(der)), at: now, revocation: 'skip' });
    if (status !== 'valid') throw new IssuanceError('authority-unfit', `Our own validator would not accept what it issues (${code}): do TRUST_SIGNATURE_ANCHORS hold its root?`);
  } finally {
    identity.dispose();
  }
}

function announce(certificate: Certificate, clock: Clock, logger: Logger): void {
  const { notAfter, sha256, subject } = certificate;
  const facts = { authority: nameToString(subject), certificateSha256: sha256, validUntil: notAfter.toISOString() };
  logger.info(facts, 'issuing authority opened and proved');
  if (notAfter.getTime() - clock.now().getTime() < WARN_BEFORE) logger.warn(facts, 'the issuing certificate ends within half a year: plan its roll-over (docs/runbooks/issuing-ca.md)');
}
