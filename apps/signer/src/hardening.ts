import { readFileSync, writeFileSync } from 'node:fs';
import { ConfigError, errorCode, type AppConfig, type ConfigProblem, type Logger } from '#platform';

/** What keeps private keys from outliving their use in this process's memory, as found, not as wished. */
export interface Hardening {
  /** `off`: a crash writes no memory to disk. */
  readonly coreDumps: 'off' | 'on' | 'unknown';
  /** `overwritten`: the allocator clears what is freed (scripts/hardened.sh). `unknown` where it is not glibc's. */
  readonly freedMemory: 'overwritten' | 'left' | 'unknown';
}

/** Where to look; a parameter so that a test can look elsewhere. */
export interface HardeningSources {
  readonly platform: string;
  readonly tunables: string | undefined;
  readonly isGlibc: boolean;
  /** Reads or, with a value, writes a file of /proc/self; undefined when there is no such file. */
  readonly self: (name: string, value?: string) => string | undefined;
}

/**
 * Has the kernel leave all of this process's memory out of core dumps, which a process can do for itself and a limit of
 * its own it cannot lower from Node; then says how things stand.
 */
export function hardenProcess(sources: HardeningSources = ownSources()): Hardening {
  if (sources.platform !== 'linux') return { coreDumps: 'unknown', freedMemory: 'unknown' };
  sources.self('coredump_filter', '0');
  return { coreDumps: coreDumps(sources), freedMemory: freedMemory(sources) };
}

/**
 * Production does not start where keys would outlive their use although that can be prevented; where nobody can tell, it
 * says so at every start.
 *
 * @throws ConfigError `config-invalid`
 */
export function requireHardened(mode: AppConfig['mode'], hardening: Hardening, logger: Logger): void {
  const problems: ConfigProblem[] = [];
  if (hardening.coreDumps === 'on') problems.push({ variable: 'core dumps', problem: 'are on: start the signer with scripts/hardened.sh, or with a core limit of 0' });
  if (hardening.freedMemory === 'left') {
    problems.push({ variable: 'GLIBC_TUNABLES', problem: 'does not have freed memory overwritten: start the signer with scripts/hardened.sh, or set glibc.malloc.tcache_count=0:glibc.malloc.perturb=85' });
  }
  if (mode === 'production' && problems.length > 0) throw new ConfigError('config-invalid', problems);
  if (Object.values(hardening).includes('unknown')) logger.warn({ ...hardening }, 'this system does not say whether memory of private keys is cleared when freed and kept out of core dumps');
}

function coreDumps({ self }: HardeningSources): Hardening['coreDumps'] {
  const filter = self('coredump_filter');
  const [, soft, hard] = /^Max core file size\s+(\S+)\s+(\S+)/m.exec(self('limits') ?? '') ?? [];
  // A kernel without the file writes no core dumps at all (CONFIG_ELF_CORE); a sandbox may hide it and write them.
  if (filter === undefined && soft === undefined) return 'unknown';
  const isFiltered = filter !== undefined && /^0*$/.test(filter.trim());
  return isFiltered || (soft === '0' && hard === '0') ? 'off' : 'on';
}

function freedMemory({ tunables = '', isGlibc }: HardeningSources): Hardening['freedMemory'] {
  if (!isGlibc) return 'unknown';
  const settings = new Map(tunables.split(':').map((each) => each.split('=') as [string, string | undefined]));
  const isPerturbing = Number(settings.get('glibc.malloc.perturb') ?? 0) > 0;
  return isPerturbing && settings.get('glibc.malloc.tcache_count') === '0' ? 'overwritten' : 'left';
}

function ownSources(): HardeningSources {
  const report = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    tunables: process.env['GLIBC_TUNABLES'],
    isGlibc: report.header?.glibcVersionRuntime !== undefined,
    self: (name, value) => {
      try {
        if (value !== undefined) writeFileSync(`/proc/self/${name}`, value);
        return readFileSync(`/proc/self/${name}`, 'utf8');
      } catch (error) {
        if (['ENOENT', 'EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return undefined;
        throw error;
      }
    },
  };
}
