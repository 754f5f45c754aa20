import { readFileSync } from 'node:fs';
import { loadLists, readAnchorFiles, TrustError, type AnchorFiles } from '#trust';
import type { TrustMaterial } from '#validation';
import { UsageError } from '../../usage.js';
import type { ValidateOptions } from './options.js';

/** Roots and trusted lists as the options name them; what is not used is told of on standard error. @throws UsageError */
export function readTrust({ trust, listSigners, at }: Pick<ValidateOptions, 'trust' | 'listSigners' | 'at'>): TrustMaterial {
  const { certificates, xmlFiles } = read('--trust', trust);
  const signers = read('--list-signer', listSigners).certificates;
  if (xmlFiles.length > 0 && signers.length === 0) {
    throw new UsageError(`--trust ${xmlFiles[0]}: a trusted list is used only when its signature is checked: say with --list-signer who may sign it`);
  }
  const { services, findings } = loadLists(xmlFiles.map((file) => ({ source: file, bytes: readFileSync(file) })), signers, at);
  for (const { source, code, weight, detail } of findings) {
    console.error(`trusted list ${weight === 'refused' ? 'not used' : 'used'}: ${source}: ${code}${detail === undefined ? '' : ` (${detail})`}`);
  }
  const anchors = { signatureAnchors: certificates, sealAnchors: certificates, timestampAnchors: certificates };
  return services.length === 0 ? anchors : { ...anchors, services };
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
