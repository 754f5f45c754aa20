import { open } from 'node:fs/promises';
import { languages, ManifestError, type CaseManifest, type ManifestTask } from '#minutes';
import { fileSource, readCaseManifest, signAndExtendFile, signFile, type SignatureRequest } from '#pades/sign';
import { openPdf, PdfError, signatureFields } from '#pdf/read';
import { systemClock } from '#platform/base';
import { exitCodes, exitCodesHelp, reported } from '../signing/failure.js';
import { requireOtherFile } from '../signing/files.js';
import { identityHelp, identityOptions, openIdentity } from '../signing/identity.js';
import { readLevel } from '../signing/level.js';
import { oneOf, onlyInput, parseOptions, required } from '../signing/options.js';
import { openServices, serviceOptions, servicesHelp, type Services } from '../signing/services.js';
import { UsageError } from '../usage.js';

const help = `usage: justera sign IN.pdf --field NAME (--p12 FILE | --one-time FILE) [--passphrase P] [--tsa URL] [--level LEVEL] -o OUT.pdf

Fills one signature field, of ours or of anybody's, as an update behind the bytes of IN.

  --field NAME               the field, by its full name
${identityHelp}
  --level LEVEL              B-B, B-T, B-LT or B-LTA, in the spellings in use (T, PAdES_BASELINE_T …); B-T with --tsa, B-B without.
                             Never another level than asked for: what cannot be had is an error
${servicesHelp}
  -o, --output OUT           the signed file; not IN
  --json                     {"field", "level", "signer", "signingTime", "timestampedAt"?, "sha256"} on standard output; else OUT's name
  --language sv|en, --method TEXT, --time-zone ZONE   for the text in the box; those of the signature page, Europe/Stockholm
  --no-appearance            leave what the field shows as it is
  --reason TEXT, --location TEXT   into the signature, not into the box

${exitCodesHelp}`;

const options = {
  ...identityOptions,
  ...serviceOptions,
  field: { type: 'string' },
  level: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean', default: false },
  language: { type: 'string' },
  method: { type: 'string' },
  'time-zone': { type: 'string', default: 'Europe/Stockholm' },
  'no-appearance': { type: 'boolean', default: false },
  reason: { type: 'string' },
  location: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `--one-time` may stand without a value: then the next word is another option, or nothing. */
function withOneTimeValue(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => (arg === '--one-time' && (args[index + 1] ?? '-').startsWith('-') ? ['--one-time='] : [arg]));
}

/** `justera sign`. */
export function sign(args: readonly string[]): Promise<number> {
  return reported('sign', async () => {
    const { values, positionals } = parseOptions(withOneTimeValue(args), options);
    if (values.help) {
      console.log(help);
      return exitCodes.done;
    }
    const input = onlyInput(positionals);
    const fieldName = required(values.field, '--field NAME');
    const output = required(values.output, '-o OUT');
    const services = openServices(values);
    const level = values.level === undefined ? (services.timestamps === undefined ? 'B-B' : 'B-T') : readLevel(values.level);
    if (level !== 'B-B' && services.timestamps === undefined) throw new UsageError(`--level ${level} needs --tsa URL`);
    await requireOtherFile(input, output);
    const { manifest, task, signedByOthers } = await expectationsOf(input, fieldName);
    const language = values.language === undefined ? (manifest?.language ?? 'sv') : oneOf(values.language, languages, '--language');
    const signing = await openIdentity(values, task?.name);
    if (task !== undefined && task.name.normalize('NFC') !== signing.signerName.normalize('NFC')) {
      console.error(`justera sign: note: ${fieldName} was prepared for ${task.name}, and ${signing.signerName} signs in it; validation will say so`);
    }
    try {
      const request: SignatureRequest = {
        fieldName, language, signingTime: systemClock.now(), signerName: signing.signerName, roleTitle: task?.roleTitle ?? '', identity: signing.identity, timeZone: values['time-zone'],
        methodText: values.method ?? (values.p12 === undefined ? words[language].oneTime : words[language].p12),
        level: level === 'B-B' ? 'B-B' : 'B-T',
        addFieldIfMissing: signedByOthers,
        appearance: values['no-appearance'] ? 'none' : 'embedded',
        ...(values.reason === undefined ? {} : { reason: values.reason }),
        ...(values.location === undefined ? {} : { location: values.location }),
        ...(services.timestamps === undefined ? {} : { timestamps: services.timestamps }),
      };
      const done = level === 'B-LT' || level === 'B-LTA' ? await signAndExtend({ input, output, level }, request, services) : await signFile({ ...request, input, output });
      const { timestampedAt, revisionSha256: sha256 } = done;
      if (values.json) console.log(JSON.stringify({ field: fieldName, level, signer: signing.signerName, signingTime: request.signingTime, ...(timestampedAt === undefined ? {} : { timestampedAt }), sha256 }));
      else console.log(output);
      return exitCodes.done;
    } finally {
      signing.dispose();
    }
  });
}

interface Files {
  readonly input: string;
  readonly output: string;
  readonly level: 'B-LT' | 'B-LTA';
}

/** The output appears when it has the level that was asked for, not before. */
async function signAndExtend({ input, output, level }: Files, request: SignatureRequest, services: Services): Promise<{ readonly timestampedAt?: Date; readonly revisionSha256: string }> {
  const extension = { level, ...services.evidence, now: systemClock.now(), ...(services.timestamps === undefined ? {} : { timestamps: services.timestamps }) };
  const { signed, sha256: revisionSha256 } = await signAndExtendFile({ ...request, input, output }, extension);
  return { ...signed, revisionSha256 };
}

const words = {
  sv: { p12: 'egen nyckel och eget certifikat', oneTime: 'kommandoraden' },
  en: { p12: 'own key and certificate', oneTime: 'the command line' },
} as const;

interface Expectations {
  readonly manifest?: CaseManifest;
  readonly task?: ManifestTask;
  /** Signed, and not prepared by us: then prepare names fields that come into the file together with their signatures. */
  readonly signedByOthers: boolean;
}

/** Whom the field was prepared for. A file or manifest that cannot be read says nothing about that: whether the file can be signed is for the signer to judge. */
async function expectationsOf(input: string, fieldName: string): Promise<Expectations> {
  const file = await open(input, 'r');
  try {
    const document = openPdf(fileSource(file.fd, (await file.stat()).size));
    const manifest = readCaseManifest(document);
    const signedByOthers = manifest === undefined && signatureFields(document.current).some(({ value }) => value !== undefined);
    const task = manifest?.steps.flatMap(({ tasks }) => tasks).find(({ field }) => field === fieldName);
    return { signedByOthers, ...(manifest === undefined ? {} : { manifest }), ...(task === undefined ? {} : { task }) };
  } catch (error) {
    if (error instanceof PdfError || error instanceof ManifestError) return { signedByOthers: false };
    throw error;
  } finally {
    await file.close();
  }
}
