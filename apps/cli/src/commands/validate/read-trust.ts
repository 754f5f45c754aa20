import { readFileSync } from 'node:fs';
import { loadLists, readAnchorFiles, TrustError, type AnchorFiles } from '#trust';
import type { TrustMaterial } from '#validation';
import { UsageError } from '../../usage.js';
import type { TrustPurpose, ValidateOptions } from './options.js';

/** Roots and trusted lists as the options name them; what is not used is told of on standard error. @throws UsageError */
export function readTrust({ trust, trustFor, listSigners, at }: Pick<ValidateOptions, 'trust' | 'trustFor' | 'listSigners' | 'at'>): TrustMaterial {
  const { certificates, xmlFiles } = read('--trust', trust);
  const only = (purpose: TrustPurpose): readonly Uint8Array[] => [...certificates, ...certificatesOnly(`--trust-${purpose}`, trustFor[purpose])];
  const anchors = { signatureAnchors: only('signatures'), sealAnchors: only('seals'), timestampAnchors: only('tsa') };
  const signers = certificatesOnly('--list-signer', listSigners);
  if (xmlFiles.length > 0 && signers.length === 0) {
    throw new UsageError(`--trust ${xmlFiles[0]}: a trusted list is used only when its signature is checked: say with --list-signer who may sign it`);
  }
  const { services, findings } = loadLists(xmlFiles.map((file) => ({ source: file, bytes: readFileSync(file) })), signers, at);
  for (const { source, code, weight, detail } of findings) {
    console.error(`trusted list ${weight === 'refused' ? 'not used' : 'used'}: ${source}: ${code}${detail === undefined ? '' : ` (${detail})`}`);
  }
  return services.length === 0 ? anchors : { ...anchors, services };
}

/** A list says by itself what each of its services may vouch for: it is no root for one purpose. */
function certificatesOnly(option: string, paths: readonly string[]): readonly Uint8Array[] {
  const { certificates, xmlFiles } = read(option, paths);
  const [list] = xmlFiles;
  if (list !== undefined) throw new UsageError(`${option} ${list}: this takes certificates; a trusted list is given with --trust`);
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
