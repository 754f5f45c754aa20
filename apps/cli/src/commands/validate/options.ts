import { parseArgs } from 'node:util';
import { systemClock } from '#platform';
import { UsageError } from '../../usage.js';

export const help = `usage: justera validate FILE|FOLDER… [--trust PEM|DER|XML|FOLDER]… [--list-signer PEM|DER|FOLDER]…
                        [--trusted-list URL|FILE]… [--trust-signatures PEM|DER|FOLDER]… [--trust-seals PEM|DER|FOLDER]… [--trust-tsa PEM|DER|FOLDER]…
                        [--at TIME] [--policy FILE] [--language sv|en] [--json]

  --trust       certificates to trust as roots, for signatures, seals and timestamps; without any, no signature can be confirmed
                an XML file is a trusted list (ETSI TS 119 612): the EU's list of lists, or a national one
  --trust-signatures, --trust-seals, --trust-tsa
                certificates to trust as roots for one purpose only: signatures of persons, seals of bodies, time-stamping authorities
  --trusted-list URL or file of a trusted list; a list of lists at a URL brings the national lists that it points to, from hosts named with --allow-host
  --list-cache  folder for lists that were fetched (default: justera/trusted-lists in the user's cache folder); each is used until its next update
  --list-signer certificates that may sign those lists; a national list may also be signed by whom an accepted list of lists names
  --at          the time to validate at (ISO 8601); now when not given
  --policy      a JSON file with members of the validation policy to change
  --language    of what people read: en (default) or sv
  --json        one JSON object for one file, one array for several; nothing else on standard output
  --online      ask for revocation data that is missing, at the hosts named with --allow-host and at no others; off otherwise
  --allow-host  host or host:port that may be asked over HTTP for revocation data and national lists; may be given several times
  --report-pdf  where to put the report as PDF/A for the archive; of several files, a folder
  --report-xml  the same for the report as ETSI TS 119 102-2 XML
  --seal-p12    PKCS #12 file that seals the PDF report; opened with --seal-passphrase, --seal-passphrase-file or JUSTERA_PASSPHRASE
  --timeout     seconds that one file may take (default 60); past them it is indeterminate

exit code: 0 valid, 1 not valid, 2 indeterminate, 3 unsigned, 4 unreadable; the worst of several files; 64 wrong usage`;

/** What a root may vouch for; none of them stands for another. */
export type TrustPurpose = 'signatures' | 'seals' | 'tsa';

export interface ValidateOptions {
  readonly paths: readonly string[];
  readonly trust: readonly string[];
  readonly trustFor: Readonly<Record<TrustPurpose, readonly string[]>>;
  readonly listSigners: readonly string[];
  readonly listAddresses: readonly string[];
  readonly listFiles: readonly string[];
  /** Undefined: the user's cache folder. */
  readonly listCache: string | undefined;
  readonly at: Date;
  readonly policyFile: string | undefined;
  readonly language: 'sv' | 'en';
  readonly json: boolean;
  /** Whether missing revocation data is asked for. */
  readonly online: boolean;
  /** Hosts that may be asked; none of them when empty. */
  readonly allowedHosts: readonly string[];
  readonly reportPdf: string | undefined;
  readonly reportXml: string | undefined;
  readonly seal: SealFile | undefined;
  readonly timeoutMilliseconds: number;
}

export interface SealFile {
  readonly p12: string;
  readonly passphrase: string | undefined;
  readonly passphraseFile: string | undefined;
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): ValidateOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (positionals.length === 0) throw new UsageError(help);
  if (values.language !== 'sv' && values.language !== 'en') throw new UsageError(`--language ${values.language}: it is sv or en`);
  const [listAddresses, listFiles] = [values['trusted-list'].filter(isAddress), values['trusted-list'].filter((one) => !isAddress(one))];
  for (const address of listAddresses) if (!URL.canParse(address)) throw new UsageError(`--trusted-list ${address}: not a URL`);
  const hasHosts = values['allow-host'].length > 0;
  if (values.online && !hasHosts) throw new UsageError('--online needs --allow-host HOST: nobody is asked that is not named');
  if (hasHosts && !values.online && listAddresses.length === 0) throw new UsageError('--allow-host is for --online, and for the lists that a --trusted-list URL points to');
  const seconds = Number(values.timeout);
  if (!(seconds > 0 && seconds <= 86_400)) throw new UsageError(`--timeout ${values.timeout}: a number of seconds`);
  return {
    paths: positionals, trust: values.trust, trustFor: { signatures: values['trust-signatures'], seals: values['trust-seals'], tsa: values['trust-tsa'] }, listSigners: values['list-signer'], listAddresses, listFiles, listCache: values['list-cache'], at: readTime(values.at), policyFile: values.policy, language: values.language, json: values.json,
    online: values.online, allowedHosts: values['allow-host'],
    reportPdf: values['report-pdf'], reportXml: values['report-xml'],
    seal: values['seal-p12'] === undefined ? undefined : { p12: values['seal-p12'], passphrase: values['seal-passphrase'], passphraseFile: values['seal-passphrase-file'] },
    timeoutMilliseconds: seconds * 1000,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: { type: 'string', multiple: true, default: [] },
        'trust-signatures': { type: 'string', multiple: true, default: [] },
        'trust-seals': { type: 'string', multiple: true, default: [] },
        'trust-tsa': { type: 'string', multiple: true, default: [] },
        'trusted-list': { type: 'string', multiple: true, default: [] },
        'list-cache': { type: 'string' },
        'list-signer': { type: 'string', multiple: true, default: [] },
        at: { type: 'string' },
        policy: { type: 'string' },
        language: { type: 'string', default: 'en' },
        timeout: { type: 'string', default: '60' },
        'report-pdf': { type: 'string' },
        'report-xml': { type: 'string' },
        'seal-p12': { type: 'string' },
        'seal-passphrase': { type: 'string' },
        'seal-passphrase-file': { type: 'string' },
        online: { type: 'boolean', default: false },
        'allow-host': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    // parseArgs says in plain words what it does not know.
    throw new UsageError(`${error instanceof Error ? error.message : 'wrong usage'}\n\n${help}`);
  }
}

function isAddress(list: string): boolean {
  return /^https?:\/\//iu.test(list);
}

function readTime(text: string | undefined): Date {
  if (text === undefined) return systemClock.now();
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new UsageError(`--at ${text}: not a time; write it as 2026-03-31T14:05:00Z`);
  return time;
}
