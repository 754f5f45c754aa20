import { readFileSync } from 'node:fs';
import { readAnchorFiles, TrustError, type AnchorFiles, type ListSource } from '#trust';
import type { TrustMaterial } from '#validation';
import { UsageError } from '../../usage.js';
import type { TrustPurpose, ValidateOptions } from './options.js';
import { readLists } from './read-lists.js';

export type TrustOptions = Pick<ValidateOptions, 'trust' | 'trustFor' | 'listSigners' | 'listAddresses' | 'listFiles' | 'listCache' | 'allowedHosts' | 'at'>;

/** Roots and trusted lists as the options name them; what is not used is told of on standard error. @throws UsageError */
export async function readTrust(options: TrustOptions): Promise<TrustMaterial> {
  const { trustFor, listAddresses, at } = options;
  const { certificates, xmlFiles } = read('--trust', options.trust);
  const only = (purpose: TrustPurpose): readonly Uint8Array[] => [...certificates, ...certificatesOnly(`--trust-${purpose}`, trustFor[purpose])];
  const anchors = { signatureAnchors: only('signatures'), sealAnchors: only('seals'), timestampAnchors: only('tsa') };
  const signers = certificatesOnly('--list-signer', options.listSigners);
  const files = [...xmlFiles, ...options.listFiles];
  const [first] = [...files, ...listAddresses];
  if (first === undefined) return anchors;
  if (signers.length === 0) throw new UsageError(`${first}: a trusted list is used only when its signature is checked: say with --list-signer who may sign it`);
  const { services, used, isWhole, findings } = await readLists({ files: files.map(readList), addresses: listAddresses, signers, at }, options);
  for (const { source, code, weight, detail } of findings) {
    console.error(`trusted list ${weight === 'refused' ? 'not used' : 'used'}: ${source}: ${code}${detail === undefined ? '' : ` (${detail})`}`);
  }
  return { ...anchors, services, trustedLists: { used, isWhole } };
}

function readList(file: string): ListSource {
  try {
    return { source: file, bytes: readFileSync(file) };
  } catch {
    throw new UsageError(`--trusted-list ${file}: cannot be read`);
  }
}

/** A list says by itself what each of its services may vouch for: it is no root for one purpose. */
function certificatesOnly(option: string, paths: readonly string[]): readonly Uint8Array[] {
  const { certificates, xmlFiles } = read(option, paths);
  const [list] = xmlFiles;
  if (list !== undefined) throw new UsageError(`${option} ${list}: this takes certificates; a trusted list is given with --trusted-list`);
  return certificates;
}

function read(option: string, paths: readonly string[]): AnchorFiles {
  try {
    const files = readAnchorFiles(paths);
    for (const { file, why } of files.skipped) console.error(`not used for ${option}: ${file}: ${why}`);
    return files;
  } catch (error) {
    if (error instanceof TrustError) throw new UsageError(`${option} ${error.message}`);
    throw error;
  }
}
