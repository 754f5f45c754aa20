import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createRevocationSource, createTimeStampClient, type RevocationSource, type TimeStampClient } from '#pades';
import { parsePem } from '#pki/parse';
import { UsageError } from '../usage.js';

/** Options of every command that may ask somebody over the network, for `parseOptions`. */
export const serviceOptions = {
  tsa: { type: 'string', multiple: true, default: [] as string[] },
  'tsa-policy': { type: 'string' },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  trust: { type: 'string', multiple: true, default: [] as string[] },
  timeout: { type: 'string', default: '10' },
} as const;

export const servicesHelp = `  --tsa URL                  time-stamping authority (RFC 3161); several times: asked in turn until one answers rightly
  --tsa-policy OID           the policy to ask the authority for, and to insist on
  --trust PEM|DER|FOLDER     roots and intermediate certificates. With it every chain must end in one of its self-signed certificates;
                             without it a time-stamp is checked in all but who stands behind the authority's chain
  --allow-host HOST[:PORT]   may be asked for OCSP, CRLs and issuer certificates; the hosts of --tsa may be asked anyway. Nothing else is ever
                             called, whatever a certificate says
  --timeout SECONDS          for each answer; 10 when not given`;

export interface ServiceValues {
  readonly tsa: readonly string[];
  readonly 'tsa-policy'?: string | undefined;
  readonly 'allow-host': readonly string[];
  readonly trust: readonly string[];
  readonly timeout: string;
}

export interface Services {
  /** Undefined without --tsa. */
  readonly timestamps?: TimeStampClient;
  readonly revocation: RevocationSource;
  /** DER; what --trust named. */
  readonly trusted: readonly Uint8Array[];
  readonly allowedHosts: readonly string[];
}

export function openServices(values: ServiceValues): Services {
  const authorities = values.tsa.map((url) => ({ url, ...(values['tsa-policy'] === undefined ? {} : { policy: values['tsa-policy'] }) }));
  const allowedHosts = [...authorities.map(({ url }) => hostOf(url)), ...values['allow-host']];
  const seconds = Number(values.timeout);
  if (!(seconds > 0 && seconds <= 600)) throw new UsageError('--timeout is a number of seconds up to 600');
  const timeoutMilliseconds = seconds * 1000;
  const trusted = readTrusted(values.trust);
  const timestamps = createTimeStampClient({ authorities, allowedHosts, anchors: trusted.length === 0 ? 'unchecked' : trusted, timeoutMilliseconds, clockToleranceSeconds: 60 });
  return { revocation: createRevocationSource({ allowedHosts, timeoutMilliseconds }), trusted, allowedHosts, ...(authorities.length === 0 ? {} : { timestamps }) };
}

function hostOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) throw new UsageError(`--tsa is an http or https address, not "${url}"`);
  return parsed.host;
}

/** The DER certificates of PEM or DER files, and of folders of them. */
export function readTrusted(paths: readonly string[]): Uint8Array[] {
  return paths.flatMap((given) => {
    const files = statSync(given).isDirectory()
      ? readdirSync(given).filter((name) => /\.(pem|cer|crt|der)$/i.test(name)).sort().map((name) => path.join(given, name))
      : [given];
    return files.flatMap((file) => {
      const bytes = readFileSync(file);
      const blocks = bytes.includes('-----BEGIN') ? parsePem(bytes.toString('latin1')) : [new Uint8Array(bytes)];
      if (blocks.length === 0) throw new UsageError(`${file}: there is no certificate in it`);
      return blocks;
    });
  });
}
