import { hashOf, listOf, MalformedExport, numberOf, objectOf, textOf, timeOf } from '../parse/shape.js';

export const packageFormat = 'justera-package';
export const packageVersion = 1;

/** Names inside an evidence package (a ZIP). The manifest lists all others. */
export const packageNames = {
  manifest: 'manifest.json',
  signed: 'minutes-signed.pdf',
  original: 'minutes-original.pdf',
  evidence: 'evidence.json',
  checkpoint: 'checkpoint.json',
} as const;

export interface PackageManifest {
  readonly format: typeof packageFormat;
  readonly version: typeof packageVersion;
  readonly requestId: string;
  /** ISO 8601, UTC. */
  readonly packedAt: string;
  /** `sha256` in lower-case hex. It tells damage, not tampering: nothing vouches for it. */
  readonly files: readonly { readonly name: string; readonly length: number; readonly sha256: string }[];
}

/** @throws MalformedExport */
export function parsePackageManifest(value: unknown): PackageManifest {
  const source = objectOf(value, 'manifest', ['format', 'version', 'requestId', 'packedAt', 'files']);
  if (source['format'] !== packageFormat) throw new MalformedExport('manifest.format');
  if (source['version'] !== packageVersion) throw new MalformedExport('manifest.version');
  return {
    format: packageFormat,
    version: packageVersion,
    requestId: textOf(source['requestId'], 'manifest.requestId'),
    packedAt: timeOf(source['packedAt'], 'manifest.packedAt'),
    files: listOf(source['files'], 'manifest.files').map((item) => {
      const file = objectOf(item, 'manifest.files', ['name', 'length', 'sha256']);
      return { name: textOf(file['name'], 'manifest.files.name'), length: numberOf(file['length'], 'manifest.files.length'), sha256: hashOf(file['sha256'], 'manifest.files.sha256') };
    }),
  };
}
