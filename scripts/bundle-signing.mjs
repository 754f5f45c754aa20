// `justera sign` as one file: Node loads some three hundred little modules in four times the time that signing 100 MB takes (ADR 30).
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: 'dist/apps/cli/src/commands/sign.js',
    outDir: 'dist/bundles',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
  },
});
