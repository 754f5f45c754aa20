// Type-checks only the named folders and what they import: `node scripts/check.mjs libs/pdf libs/pki`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const folders = process.argv.slice(2);
const name = folders.join('_').replaceAll('/', '-') || 'all';
mkdirSync('dist', { recursive: true });
const file = `dist/tsconfig.check.${name}.json`;
const include = folders.length === 0 ? ['apps/**/*.ts', 'libs/**/*.ts', 'test/**/*.ts'] : folders.map((f) => `${f}/**/*.ts`);
writeFileSync(
  file,
  JSON.stringify({
    extends: '../tsconfig.json',
    compilerOptions: { incremental: true, tsBuildInfoFile: `./.check.${name}.tsbuildinfo`, rootDir: '..' },
    include: include.map((i) => `../${i}`),
    exclude: ['../node_modules', '../apps/web'],
  }),
);
const done = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', file, '--pretty', 'false'], { stdio: 'inherit' });
process.exit(done.status ?? 1);
