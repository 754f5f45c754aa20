import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createIssuerSource, createRevocationSource, createTimeStampClient, type ExtendRequest, type TimeStampClient } from '#pades/sign';
import { parseCertificate, parsePem } from '#pki/parse';
import { UsageError } from '../usage.js';
import { oneOf } from './options.js';

/** Options of every command that may ask somebody over the network, for `parseOptions`. */
export const serviceOptions = {
  tsa: { type: 'string', multiple: true, default: [] as string[] },
  'tsa-policy': { type: 'string' },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  crl: { type: 'string', multiple: true, default: [] as string[] },
  freshness: { type: 'string', default: 'proven' },
  trust: { type: 'string', multiple: true, default: [] as string[] },
  timeout: { type: 'string', default: '10' },
} as const;

export const servicesHelp = `  --tsa URL                  time-stamping authority (RFC 3161); several times: asked in turn until one answers rightly
  --tsa-policy OID           the policy to ask the authority for, and to insist on
  --trust PEM|DER|FOLDER     roots and intermediate certificates. With it every chain must end in one of its self-signed certificates;
                             without it a time-stamp is checked in all but who stands behind the authority's chain
  --allow-host HOST[:PORT]   may be asked for OCSP, CRLs and issuer certificates; the hosts of --tsa may be asked anyway. Nothing else is ever
                             called, whatever a certificate says
  --crl FILE                 a revocation list at hand (DER or PEM), looked at before anybody is asked
  --freshness proven|current B-LT: evidence about signers and time-stampers must be newer than the time-stamp it speaks for (proven, when not
                             given; EN 319 102-1), or only be in force
  --timeout SECONDS          for each answer; 10 when not given`;

export interface ServiceValues {
  readonly tsa: readonly string[];
  readonly 'tsa-policy'?: string | undefined;
  readonly 'allow-host': readonly string[];
  readonly crl: readonly string[];
  readonly freshness: string;
  readonly trust: readonly string[];
  readonly timeout: string;
}

export interface Services {
  /** Undefined without --tsa. */
  readonly timestamps?: TimeStampClient;
  /** Everything that raising a file beyond B-T asks for, except the file and the level. */
  readonly evidence: Pick<ExtendRequest, 'evidence' | 'issuers' | 'anchors' | 'intermediates' | 'freshness'>;
}

export function openServices(values: ServiceValues): Services {
  const authorities = values.tsa.map((url) => ({ url, ...(values['tsa-policy'] === undefined ? {} : { policy: values['tsa-policy'] }) }));
  const allowedHosts = [...authorities.map(({ url }) => hostOf(url)), ...values['allow-host']];
  const seconds = Number(values.timeout);
  if (!(seconds > 0 && seconds <= 600)) throw new UsageError('--timeout is a number of seconds up to 600');
  const timeoutMilliseconds = seconds * 1000;
  const trusted = readTrusted(values.trust);
  const anchors = anchorsAmong(trusted);
  const timestamps = createTimeStampClient({ authorities, allowedHosts, anchors: anchors ?? 'unchecked', intermediates: trusted, timeoutMilliseconds, clockToleranceSeconds: 60 });
  const network = { allowedHosts, timeoutMilliseconds, crls: readBlocks(values.crl, 'X509 CRL') };
  const evidence = {
    evidence: createRevocationSource(network),
    issuers: createIssuerSource(network),
    anchors: anchors ?? ('self-signed' as const),
    intermediates: trusted,
    freshness: oneOf(values.freshness, ['proven', 'current'], '--freshness'),
  };
  return { evidence, ...(authorities.length === 0 ? {} : { timestamps }) };
}

/** The self-signed ones; all of them when none is; undefined without any. */
function anchorsAmong(trusted: readonly Uint8Array[]): readonly Uint8Array[] | undefined {
  if (trusted.length === 0) return undefined;
  const roots = trusted.filter((der) => parseCertificate(der).isSelfIssued);
  return roots.length > 0 ? roots : trusted;
}

function hostOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) throw new UsageError(`--tsa is an http or https address, not "${url}"`);
  return parsed.host;
}

/** The DER certificates of PEM or DER files, and of folders of them. */
function readTrusted(paths: readonly string[]): Uint8Array[] {
  const files = paths.flatMap((given) =>
    statSync(given).isDirectory() ? readdirSync(given).filter((name) => /\.(pem|cer|crt|der)$/i.test(name)).sort().map((name) => path.join(given, name)) : [given],
  );
  const found = readBlocks(files, 'CERTIFICATE');
  if (paths.length > 0 && found.length === 0) throw new UsageError('--trust names no certificate');
  return found;
}

function readBlocks(files: readonly string[], label: string): Uint8Array[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    const blocks = bytes.includes('-----BEGIN') ? parsePem(bytes.toString('latin1'), [label]) : [new Uint8Array(bytes)];
    if (blocks.length === 0) throw new UsageError(`${file}: there is no ${label} in it`);
    return blocks;
  });
}
