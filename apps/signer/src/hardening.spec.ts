import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ConfigError, silentLogger } from '#platform';
import { hardenProcess, requireHardened, type HardeningSources } from './hardening.js';

function found(files: Record<string, string>, changes: Partial<HardeningSources> = {}) {
  const written: Record<string, string> = { ...files };
  const sources: HardeningSources = {
    platform: 'linux', tunables: 'glibc.malloc.tcache_count=0:glibc.malloc.perturb=85', isGlibc: true,
    self: (name, value) => {
      if (value !== undefined && name in written) written[name] = value;
      return written[name];
    },
    ...changes,
  };
  return hardenProcess(sources);
}

const limits = (core: string): string => `Limit                     Soft Limit           Hard Limit           Units\nMax core file size        ${core}              bytes\n`;

test('memory is kept out of core dumps by the filter, whatever the limit', () => {
  expect(found({ coredump_filter: '00000033\n', limits: limits('unlimited            unlimited') })).toEqual({ coreDumps: 'off', freedMemory: 'overwritten' });
});

test('where the filter cannot be set, only a limit of zero that cannot be raised again is off', () => {
  expect(found({ limits: limits('0                    0') }).coreDumps).toBe('off');
  expect(found({ limits: limits('0                    unlimited') }).coreDumps).toBe('on');
  expect(found({ limits: limits('unlimited            unlimited') }).coreDumps).toBe('on');
  expect(found({}).coreDumps).toBe('unknown');
});

test.each([
  ['both settings', 'glibc.malloc.tcache_count=0:glibc.malloc.perturb=85', 'overwritten'],
  ['the cache still on', 'glibc.malloc.perturb=85', 'left'],
  ['nothing overwritten', 'glibc.malloc.tcache_count=0', 'left'],
  ['overwriting off', 'glibc.malloc.tcache_count=0:glibc.malloc.perturb=0', 'left'],
  ['no settings', undefined, 'left'],
])('freed memory, %s', (_name, tunables, freedMemory) => {
  expect(found({}, { tunables })).toMatchObject({ freedMemory });
});

test('another allocator or another system is not claimed to do what was not seen', () => {
  expect(found({}, { isGlibc: false }).freedMemory).toBe('unknown');
  expect(found({}, { platform: 'darwin' })).toEqual({ coreDumps: 'unknown', freedMemory: 'unknown' });
});

test('production refuses what could have been prevented, and only that', () => {
  const good = { coreDumps: 'off', freedMemory: 'overwritten' } as const;
  for (const bad of [{ ...good, coreDumps: 'on' }, { ...good, freedMemory: 'left' }] as const) {
    expect(() => requireHardened('production', bad, silentLogger)).toThrow(ConfigError);
    expect(() => requireHardened('demo', bad, silentLogger)).not.toThrow();
  }
  expect(() => requireHardened('production', good, silentLogger)).not.toThrow();
  expect(() => requireHardened('production', { coreDumps: 'unknown', freedMemory: 'unknown' }, silentLogger)).not.toThrow();
});

test('a process started by scripts/hardened.sh has both, and the kernel says so', () => {
  if (process.platform !== 'linux') return;
  const root = path.join(__dirname, '../../..');
  const runner = path.join(root, 'libs/persistence/src/testing/run-typescript.cjs');
  const script = path.join(__dirname, 'hardening.fixture.ts');
  const run = (command: string, args: string[]) => {
    const done = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, GLIBC_TUNABLES: '' } });
    if (done.status !== 0) throw new Error(done.stderr);
    return JSON.parse(done.stdout) as { hardening: object; filter: string; limits: string };
  };
  const hardened = run(path.join(root, 'scripts/hardened.sh'), [process.execPath, '--conditions=source', runner, script]);
  expect(hardened.hardening).toEqual({ coreDumps: 'off', freedMemory: 'overwritten' });
  expect(hardened.limits).toMatch(/^Max core file size +0 +0 /m);
  const plain = run(process.execPath, ['--conditions=source', runner, script]);
  expect(plain.hardening).toEqual({ coreDumps: 'off', freedMemory: 'left' });
  expect(plain.filter.trim()).toMatch(/^0+$/);
});
