import { z } from 'zod';
import { JusteraError } from './errors.js';
import { Secret } from './secret.js';
import { isLoopbackUrl } from './loopback.js';

/** One wrong variable and what to do about it. The value is never repeated: it may be a secret. */
export interface ConfigProblem {
  variable: string;
  problem: string;
  /** What kind of problem, where somebody may want to tell kinds apart. */
  code?: string;
}

/** Thrown when the environment cannot be used. Lists every wrong variable, not only the first. */
export class ConfigError extends JusteraError<'config-invalid' | 'demo-trust-in-production' | 'trust-file-unreadable'> {
  readonly problems: readonly ConfigProblem[];

  constructor(code: 'config-invalid' | 'demo-trust-in-production' | 'trust-file-unreadable', problems: readonly ConfigProblem[]) {
    const list = problems.map((p) => `  ${p.variable}: ${p.problem}`).join('\n');
    super(code, `Justera cannot start with this configuration:\n${list}`, { details: { variables: problems.map((p) => p.variable) } });
    this.problems = problems;
  }
}

/** Which process asks: each is required to have what it needs, and only that (DESIGN.md "Processes"). */
export type ProcessName = 'api' | 'signer' | 'worker' | 'cli';

/** The database roles that a process may have its own URL for; the others are reached from DATABASE_URL by SET ROLE. */
export const DATABASE_ROLES = ['migrate', 'api', 'signer', 'worker', 'reader', 'relay', 'queue'] as const;
export type DatabaseRoleName = (typeof DATABASE_ROLES)[number];

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
const postgresUrl = url(['postgres:', 'postgresql:']);
const httpUrl = url(['http:', 'https:']);
const list = z.string().transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''));
/** Paths may hold spaces: only commas and line breaks part them. */
const files = z.string().transform((text) => text.split(/[\n,]+/).map((file) => file.trim()).filter((file) => file !== ''));
const secret = (minimum: number) =>
  z
    .string()
    .min(minimum, { message: `must have at least ${minimum} characters` })
    .transform((text) => new Secret(text));
const flag = z.enum(['yes', 'no'], { message: 'must be yes or no' }).transform((text) => text === 'yes');

const environment = z.object({
  MODE: z.enum(['demo', 'production'], { message: 'must be demo or production' }).default('production'),
  DATA_FOLDER: z.string().default('.justera'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_URL_MIGRATE: postgresUrl.optional(),
  DATABASE_URL_API: postgresUrl.optional(),
  DATABASE_URL_SIGNER: postgresUrl.optional(),
  DATABASE_URL_WORKER: postgresUrl.optional(),
  DATABASE_URL_READER: postgresUrl.optional(),
  DATABASE_URL_RELAY: postgresUrl.optional(),
  DATABASE_URL_QUEUE: postgresUrl.optional(),
  QUEUE_URL: url(['redis:', 'rediss:', 'postgres:', 'postgresql:']).optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().optional(),
  PUBLIC_URL: httpUrl.optional(),
  VALIDATION_URL: httpUrl.optional(),
  ALLOW_LOOPBACK: flag.default(false),
  SIGNER_URL: httpUrl.optional(),
  SERVICE_SECRET: secret(32).optional(),
  LINK_KEY: secret(32).optional(),
  CODE_PEPPER: secret(32).optional(),
  PSEUDONYM_KEY: secret(32).optional(),
  REVOCATION_HOSTS: list.default([]),
  TSA_URLS: list.pipe(z.array(httpUrl)).default([]),
  ISSUING_KEY_FILE: z.string().optional(),
  ISSUING_KEY_PKCS11: z.string().regex(/^pkcs11:/, { message: 'must be a URI that begins with pkcs11:' }).optional(),
  ISSUING_CERTIFICATE_FILE: z.string().optional(),
  ISSUING_KEY_PASSPHRASE: secret(1).optional(),
  SEAL_KEYS_FILE: z.string().optional(),
  REPORT_SEAL_FILE: z.string().optional(),
  LOG_SEAL_FILE: z.string().optional(),
  SEAL_REPORTS: flag.default(false),
  ISSUING_KEY_PASSPHRASE_FILE: z.string().optional(),
  ISSUING_POLICY_OID: z.string().regex(/^[0-2](\.(0|[1-9]\d*)){2,}$/, { message: 'must be an object identifier, such as 1.2.752.999.1' }).optional(),
  ISSUING_CA_URLS: list.pipe(z.array(httpUrl)).default([]),
  TRUST_SIGNATURE_ANCHORS: files.default([]),
  TRUST_SEAL_ANCHORS: files.default([]),
  TRUST_TIMESTAMP_ANCHORS: files.default([]),
  TRUSTED_LISTS: files.default([]),
  TRUSTED_LIST_SIGNERS: files.default([]),
  TRUSTED_LIST_HOSTS: list.default([]),
  OIDC_ISSUER_URL: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: secret(8).optional(),
  OIDC_PROVIDER_NAME: z.string().default('OpenID Connect'),
  OIDC_ACR_LEVELS: list.pipe(z.array(z.string().regex(/^.+=(low|substantial|high)$/, { message: 'must be a list of acr=low|substantial|high' }))).default([]),
  CHECKPOINT_MINUTES: z.coerce.number().int().min(0).max(1440).default(10),
  CHECKPOINT_FOLDER: z.string().optional(),
  CHECKPOINT_MAIL: list.pipe(z.array(z.email({ message: 'must be a list of e-mail addresses' }))).default([]),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  MAX_FILE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(500 * 1024 * 1024, { message: 'must be at most 500 MiB' })
    .default(100 * 1024 * 1024),
});

type Environment = z.output<typeof environment>;

/** The validated configuration: frozen, parsed once, passed as a value. Absent parts are `undefined`, never empty strings. */
export type AppConfig = Readonly<ReturnType<typeof shape>>;

/**
 * Reads the configuration from environment variables (empty ones count as absent).
 * @param env the variables, e.g. `process.env`
 * @param process which process starts; production demands what that process needs and refuses what belongs to the demo
 * @throws ConfigError `config-invalid` with every wrong variable
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, process: ProcessName = 'cli'): AppConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(present);
  const problems: ConfigProblem[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0] ?? '?'), problem: issue.message }));
  if (parsed.success) problems.push(...listProblems(parsed.data));
  if (parsed.success && parsed.data.MODE === 'production') problems.push(...productionProblems(parsed.data, process));
  if (!parsed.success || problems.length > 0) throw new ConfigError('config-invalid', problems);
  return freeze(shape(parsed.data));
}

const NEEDED: Readonly<Record<ProcessName, readonly (keyof Environment)[]>> = {
  api: ['DATABASE_URL', 'PUBLIC_URL', 'SIGNER_URL', 'SERVICE_SECRET', 'TRUST_SIGNATURE_ANCHORS', 'TRUST_TIMESTAMP_ANCHORS'],
  signer: [
    'DATABASE_URL', 'PUBLIC_URL', 'SERVICE_SECRET', 'CODE_PEPPER', 'PSEUDONYM_KEY', 'SMTP_URL', 'TSA_URLS',
    'TRUST_SIGNATURE_ANCHORS', 'TRUST_TIMESTAMP_ANCHORS',
  ],
  worker: ['DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL', 'LINK_KEY', 'MAIL_FROM'],
  cli: [],
};
/** A process that holds another's secret has lost the wall between them. */
const ISSUING = ['ISSUING_KEY_FILE', 'ISSUING_KEY_PKCS11', 'ISSUING_KEY_PASSPHRASE', 'ISSUING_KEY_PASSPHRASE_FILE'] as const;
const FORBIDDEN: Readonly<Record<ProcessName, readonly (keyof Environment)[]>> = {
  api: ['LINK_KEY', 'CODE_PEPPER', 'PSEUDONYM_KEY', ...ISSUING, 'SEAL_KEYS_FILE', 'REPORT_SEAL_FILE', 'LOG_SEAL_FILE'],
  signer: ['LINK_KEY'],
  worker: ['CODE_PEPPER', 'PSEUDONYM_KEY', ...ISSUING, 'SEAL_KEYS_FILE', 'REPORT_SEAL_FILE', 'LOG_SEAL_FILE', 'OIDC_CLIENT_SECRET'],
  cli: [],
};

function productionProblems(env: Environment, process: ProcessName): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const isAbsent = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
  for (const variable of NEEDED[process]) {
    if (isAbsent(env[variable])) problems.push({ variable, problem: `is required for ${process} in production` });
  }
  for (const variable of FORBIDDEN[process]) {
    if (!isAbsent(env[variable])) problems.push({ variable, problem: `belongs to another process: ${process} must not hold it` });
  }
  if (process === 'signer') problems.push(...oneOfEach(env, [['ISSUING_KEY_FILE', 'ISSUING_KEY_PKCS11'], ['ISSUING_KEY_PASSPHRASE', 'ISSUING_KEY_PASSPHRASE_FILE']]));
  if (env.PUBLIC_URL !== undefined && !env.PUBLIC_URL.startsWith('https:') && !env.ALLOW_LOOPBACK) {
    problems.push({ variable: 'PUBLIC_URL', problem: 'must begin with https:// in production' });
  }
  const addresses: [string, readonly string[]][] = [
    ['PUBLIC_URL', env.PUBLIC_URL === undefined ? [] : [env.PUBLIC_URL]],
    ['VALIDATION_URL', env.VALIDATION_URL === undefined ? [] : [env.VALIDATION_URL]],
    ['TSA_URLS', env.TSA_URLS],
    ['TRUSTED_LISTS', env.TRUSTED_LISTS.filter(isHttp)],
    ['OIDC_ISSUER_URL', env.OIDC_ISSUER_URL === undefined ? [] : [env.OIDC_ISSUER_URL]],
  ];
  for (const [variable, urls] of addresses) {
    if (!env.ALLOW_LOOPBACK && urls.some(isLoopbackUrl)) {
      problems.push({ variable, problem: 'is a loopback address, which nobody else can reach (ALLOW_LOOPBACK=yes to try it out on one machine)' });
    }
  }
  for (const variable of ['ISSUING_KEY_FILE', 'ISSUING_CERTIFICATE_FILE', 'SEAL_KEYS_FILE', 'REPORT_SEAL_FILE', 'LOG_SEAL_FILE', 'TRUST_SIGNATURE_ANCHORS', 'TRUST_SEAL_ANCHORS', 'TRUST_TIMESTAMP_ANCHORS', 'TRUSTED_LIST_SIGNERS'] as const) {
    const files = [env[variable] ?? []].flat();
    if (files.some((file) => /(^|[\\/])demo([\\/.-]|$)/i.test(file))) {
      problems.push({ variable, problem: 'is demo trust material, which production refuses' });
    }
  }
  return problems;
}

function isHttp(address: string): boolean {
  return /^https?:\/\//iu.test(address);
}

/** A list is only as good as its signature, and nobody is called that is not named. */
function listProblems(env: Environment): ConfigProblem[] {
  const addresses = env.TRUSTED_LISTS.filter(isHttp);
  return [
    ...(addresses.every((address) => URL.canParse(address)) ? [] : [{ variable: 'TRUSTED_LISTS', problem: 'must be URLs and files' }]),
    ...(env.TRUSTED_LISTS.length > 0 && env.TRUSTED_LIST_SIGNERS.length === 0 ? [{ variable: 'TRUSTED_LIST_SIGNERS', problem: 'is required with TRUSTED_LISTS: who may sign them' }] : []),
    ...(env.TRUSTED_LIST_HOSTS.length > 0 && addresses.length === 0 ? [{ variable: 'TRUSTED_LIST_HOSTS', problem: 'is of no use without a URL in TRUSTED_LISTS' }] : []),
  ];
}

/** Two ways to say one thing: exactly one of them, since nobody can know which was meant. */
function oneOfEach(env: Environment, pairs: readonly (readonly [keyof Environment, keyof Environment])[]): ConfigProblem[] {
  return pairs.flatMap(([one, other]) => {
    if ((env[one] === undefined) !== (env[other] === undefined)) return [];
    return [{ variable: one, problem: env[one] === undefined ? `or ${other} is required for signer in production` : `and ${other} are both given: which is meant?` }];
  });
}

function shape(env: Environment) {
  return {
    mode: env.MODE,
    dataFolder: env.DATA_FOLDER,
    /** Absent: the embedded PostgreSQL in the data folder. */
    databaseUrl: env.DATABASE_URL,
    databaseRoleUrls: {
      migrate: env.DATABASE_URL_MIGRATE,
      api: env.DATABASE_URL_API,
      signer: env.DATABASE_URL_SIGNER,
      worker: env.DATABASE_URL_WORKER,
      reader: env.DATABASE_URL_READER,
      relay: env.DATABASE_URL_RELAY,
      queue: env.DATABASE_URL_QUEUE,
    },
    /** Absent: the queue lives in the database. */
    queueUrl: env.QUEUE_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    publicUrl: env.PUBLIC_URL,
    /** Where signed files say they can be checked; outlives this installation. `PUBLIC_URL` when not given. */
    validationUrl: env.VALIDATION_URL ?? env.PUBLIC_URL,
    signerUrl: env.SIGNER_URL,
    serviceSecret: env.SERVICE_SECRET,
    /** HMAC key of the links in mails: the worker's alone. */
    linkKey: env.LINK_KEY,
    /** HMAC key of one-time codes: the signer's alone. */
    codePepper: env.CODE_PEPPER,
    /** HMAC key of the pseudonyms in certificates: the signer's alone, and stable over years. */
    pseudonymKey: env.PSEUDONYM_KEY,
    tsaUrls: env.TSA_URLS,
    /** Hosts (`host` or `host:port`) that may be asked for OCSP and CRL, besides those of the time-stamping authorities. */
    revocationHosts: env.REVOCATION_HOSTS,
    /** Whose keys seal prepared files, by body: the signer's alone. Absent: nothing is sealed. */
    sealKeysFile: env.SEAL_KEYS_FILE,
    /** Whose key seals validation reports: the signer's alone. */
    reportSealFile: env.REPORT_SEAL_FILE,
    /** Whether the API has PDF reports sealed by the signer, and gives out none that is not. */
    sealReports: env.SEAL_REPORTS,
    /** Whose key seals checkpoints of the evidence log: the signer's alone. */
    logSealFile: env.LOG_SEAL_FILE,
    /** Checkpoints of the evidence log: how often the signer makes one, and where the worker leaves them outside. */
    checkpoints: { minutes: env.CHECKPOINT_MINUTES, folder: env.CHECKPOINT_FOLDER, mail: env.CHECKPOINT_MAIL },
    issuingKey: {
      /** Path of a key file, or a `pkcs11:` URI. */
      address: env.ISSUING_KEY_PKCS11 ?? env.ISSUING_KEY_FILE,
      /** Where the certificate is not beside the key. */
      certificateFile: env.ISSUING_CERTIFICATE_FILE,
      passphrase: env.ISSUING_KEY_PASSPHRASE,
      passphraseFile: env.ISSUING_KEY_PASSPHRASE_FILE,
      /** Of the body's arc; written into every one-time certificate (CP-21). */
      policyOid: env.ISSUING_POLICY_OID,
      /** Where the issuing CA's certificate can be fetched (CP-24). */
      caUrls: env.ISSUING_CA_URLS,
    },
    trustFiles: {
      signature: env.TRUST_SIGNATURE_ANCHORS,
      seal: env.TRUST_SEAL_ANCHORS,
      timestamp: env.TRUST_TIMESTAMP_ANCHORS,
    },
    /** Trusted lists (ETSI TS 119 612) for the public validation. */
    trustedLists: {
      addresses: env.TRUSTED_LISTS.filter(isHttp),
      files: env.TRUSTED_LISTS.filter((one) => !isHttp(one)),
      signerFiles: env.TRUSTED_LIST_SIGNERS,
      /** `host` or `host:port` of national lists and pivots, besides those of the addresses. */
      hosts: env.TRUSTED_LIST_HOSTS,
    },
    openIdConnect: {
      issuerUrl: env.OIDC_ISSUER_URL,
      clientId: env.OIDC_CLIENT_ID,
      clientSecret: env.OIDC_CLIENT_SECRET,
      providerName: env.OIDC_PROVIDER_NAME,
      acrLevels: Object.fromEntries(env.OIDC_ACR_LEVELS.map((pair) => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1) as 'low' | 'substantial' | 'high'])),
    },
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    maxFileBytes: env.MAX_FILE_BYTES,
  };
}

function freeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) freeze(member as object);
  return Object.freeze(value);
}
