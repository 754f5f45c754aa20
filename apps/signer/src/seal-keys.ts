import path from 'node:path';
import { IssuanceError, openKey, proveKey, type OpenedKey } from '#issuance';
import { buildAndValidatePath, nameToString, parseCertificate } from '#pki/parse';
import { ConfigError, errorCode, isDemoCertificate, type AppConfig, type Clock, type ConfigProblem, type Logger, type TrustAnchors } from '#platform';
import { readLoneSealFile, readSealKeysFile, type SealKeyEntry, type SealVariable } from './seal-keys-file.js';

export interface SealSurroundings {
  readonly mode: AppConfig['mode'];
  /** Where a seal's certificate has to lead; not asked of a seal that our own validator never meets. */
  readonly trust?: Pick<TrustAnchors, 'sealAnchors'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Opens one key; tests bring their own. */
  readonly open?: typeof openKey;
}

const DAY = 86_400_000;
/** A certificate for an organisation takes its issuer weeks. */
const WARN_BEFORE = 60 * DAY;

/** A seal that opens and yet may not seal. */
class UnfitSeal extends Error {
  constructor(readonly code: 'certificate-expired' | 'certificate-not-yet-valid' | 'certificate-not-trusted' | 'certificate-is-demo', message: string) {
    super(message);
  }
}

/**
 * Opens the seal of each body that has one and has it prove itself: one signature that its certificate verifies, a certificate that is valid now and
 * that our own validator would trust. Whatever is wrong is said at start, of all seals at once, and not when a body's first case stops.
 *
 * @returns by the body's slug; the caller closes each
 * @throws ConfigError with a code for each problem; whatever was opened is closed then
 */
export async function openSealKeys(file: string | undefined, surroundings: SealSurroundings & Required<Pick<SealSurroundings, 'trust'>>): Promise<ReadonlyMap<string, OpenedKey>> {
  const seals = new Map<string, OpenedKey>();
  const problems: ConfigProblem[] = [];
  for (const [slug, entry] of file === undefined ? [] : Object.entries(await readSealKeysFile(file))) {
    try {
      seals.set(slug, await openSeal(path.dirname(file ?? ''), entry, surroundings));
    } catch (error) {
      problems.push(problemOf(error, 'SEAL_KEYS_FILE', `${slug}.`, entry));
    }
  }
  if (problems.length > 0) {
    for (const seal of seals.values()) seal.close();
    throw new ConfigError('config-invalid', problems);
  }
  for (const [slug, { certificate }] of seals) announce(slug, certificate, surroundings);
  return seals;
}

/**
 * Opens the seal of validation reports and has it prove itself. It is a key of its own: what a stranger can have sealed must not bear a body's seal.
 * @throws ConfigError
 */
export function openReportSeal(file: string | undefined, surroundings: Omit<SealSurroundings, 'trust'>): Promise<OpenedKey | undefined> {
  return openLoneSeal('REPORT_SEAL_FILE', '(validation reports)', file, surroundings);
}

/**
 * Opens the seal of the evidence log's checkpoints. Those who check a log know its certificate itself, so it leads to no root of ours.
 * @throws ConfigError
 */
export function openLogSeal(file: string | undefined, surroundings: Omit<SealSurroundings, 'trust'>): Promise<OpenedKey | undefined> {
  return openLoneSeal('LOG_SEAL_FILE', '(evidence log)', file, surroundings);
}

async function openLoneSeal(variable: Exclude<SealVariable, 'SEAL_KEYS_FILE'>, of: string, file: string | undefined, surroundings: Omit<SealSurroundings, 'trust'>): Promise<OpenedKey | undefined> {
  if (file === undefined) return undefined;
  const entry = await readLoneSealFile(variable, file);
  try {
    const seal = await openSeal(path.dirname(file), entry, surroundings);
    announce(of, seal.certificate, surroundings);
    return seal;
  } catch (error) {
    throw new ConfigError('config-invalid', [problemOf(error, variable, '', entry)]);
  }
}

async function openSeal(folder: string, { key, passphrase, certificates, friendlyName }: SealKeyEntry, surroundings: SealSurroundings): Promise<OpenedKey> {
  const address = key.startsWith('pkcs11:') ? key : path.resolve(folder, key);
  const beside = certificates === undefined ? {} : { certificateFile: path.resolve(folder, certificates) };
  const seal = await (surroundings.open ?? openKey)(address, passphrase, { ...beside, ...(friendlyName === undefined ? {} : { friendlyName }) });
  try {
    requireFit(seal, surroundings);
    await proveKey(seal);
    return seal;
  } catch (error) {
    seal.close();
    throw error;
  }
}

/** @throws UnfitSeal */
function requireFit({ certificate, chain }: OpenedKey, { mode, trust, clock }: SealSurroundings): void {
  const now = clock.now();
  const { notBefore, notAfter } = certificate;
  if (now > notAfter) throw new UnfitSeal('certificate-expired', `its certificate ended ${notAfter.toISOString()}; have it renewed, or take the seal out of the configuration to go on without it`);
  if (now < notBefore) throw new UnfitSeal('certificate-not-yet-valid', `its certificate begins ${notBefore.toISOString()}; wait, use the one before, or set this machine's clock right`);
  if (mode === 'production' && isDemoCertificate(certificate.der)) throw new UnfitSeal('certificate-is-demo', 'it is a demo certificate, which production refuses');
  if (trust === undefined) return;
  const anchors = trust.sealAnchors.map((der) => parseCertificate(der));
  // Revocation is asked for when cases are completed: a list that cannot be fetched now must not keep people from signing.
  const { status, code } = buildAndValidatePath(certificate, { anchors, intermediates: chain.map((der) => parseCertificate(der)), at: now, revocation: 'skip' });
  if (status !== 'valid') throw new UnfitSeal('certificate-not-trusted', `our own validator would not accept it (${String(code)}): do TRUST_SEAL_ANCHORS hold its root, and does the key file or "certificates" hold what is between?`);
}

function problemOf(error: unknown, variable: SealVariable, prefix: string, { key, certificates }: SealKeyEntry): ConfigProblem {
  const code = errorCode(error);
  if (code === undefined || !(error instanceof Error)) throw error;
  const isAboutFile = error instanceof IssuanceError && (code === 'certificate-file-missing' || code === 'no-certificate-in-file') && certificates !== undefined;
  const [member, file] = isAboutFile ? ['certificates', certificates] : ['key', key];
  // Node's own errors carry the path and the reason; ours a sentence. Neither repeats a passphrase.
  return { variable, code, problem: `${prefix}${member} (${file}): ${code}: ${error.message}` };
}

function announce(body: string, certificate: OpenedKey['certificate'], { clock, logger }: SealSurroundings): void {
  const { notAfter, sha256, subject } = certificate;
  const facts = { body, seal: nameToString(subject), certificateSha256: sha256, validUntil: notAfter.toISOString() };
  logger.info(facts, 'seal opened and proved');
  if (notAfter.getTime() - clock.now().getTime() < WARN_BEFORE) logger.warn(facts, 'the certificate of a seal ends within two months: have it renewed');
}
