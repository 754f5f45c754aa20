import path from 'node:path';
import { ConfigError, type AppConfig, type Clock, type Logger } from '#platform';
import { readAnchorFiles, TrustError } from '#trust';
import type { TrustedListUse, TrustMaterial } from '#validation';
import { TrustedListKeeper, type ValidationPool } from '#validator';

export interface KeptLists {
  /** Those that are used now. */
  used(): readonly TrustedListUse[];
  close(): Promise<void>;
}

export interface KeptListsOptions {
  readonly config: Pick<AppConfig, 'trustedLists' | 'dataFolder'>;
  readonly anchors: TrustMaterial;
  readonly pool: Pick<ValidationPool, 'setTrust'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly workerFile?: URL;
}

/**
 * Keeps the pool's trust at what the configured lists say. Starting does not wait for them: until they are here, and when they cannot be
 * had, reports say that lists were not checked.
 * @throws ConfigError when the certificates of who may sign them cannot be read
 */
export function keepTrustedLists({ config: { trustedLists, dataFolder }, anchors, pool, clock, logger, workerFile }: KeptListsOptions): KeptLists {
  const { addresses, files, signerFiles, hosts } = trustedLists;
  if (addresses.length + files.length === 0) return { used: () => [], close: () => Promise.resolve() };
  let used: readonly TrustedListUse[] = [];
  const keeper = new TrustedListKeeper({
    wanted: { addresses, files, signers: readSigners(signerFiles), allowedHosts: hosts, cacheFolder: path.join(dataFolder, 'trusted-lists') },
    clock,
    ...(workerFile === undefined ? {} : { workerFile }),
    onLists: (listed, findings) => {
      used = listed.trustedLists.used;
      pool.setTrust({ ...anchors, ...listed });
      logger.info({ lists: used.map(({ territory, sequenceNumber, state }) => `${territory} ${sequenceNumber} ${state}`), isWhole: listed.trustedLists.isWhole }, 'trusted lists in use');
      for (const { code, source, detail, weight } of findings) logger[weight === 'refused' ? 'warn' : 'info']({ code, source, detail }, 'trusted list');
    },
    onFailure: (why) => logger.error({ why }, 'looking for trusted lists failed'),
  });
  void keeper.start();
  return { used: () => used, close: () => keeper.close() };
}

function readSigners(files: readonly string[]): readonly Uint8Array[] {
  try {
    return readAnchorFiles(files).certificates;
  } catch (error) {
    if (error instanceof TrustError) throw new ConfigError('trust-file-unreadable', [{ variable: 'TRUSTED_LIST_SIGNERS', problem: error.message }]);
    throw error;
  }
}
