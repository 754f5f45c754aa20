import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const outDir = resolve(here, '../../dist/web');
const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const pdfjsVersion = JSON.parse(readFileSync(join(pdfjs, 'package.json'), 'utf8')).version;
// The version in the path stands in for a hash: these may be cached for ever, as everything under /assets.
const pdfjsFiles = `assets/pdfjs-${pdfjsVersion}`;

/** pdf.js fetches these one by one, by name, when a document needs them. */
const copyPdfjsFiles = {
  name: 'copy-pdfjs-files',
  writeBundle() {
    for (const folder of ['cmaps', 'standard_fonts', 'iccs', 'wasm']) {
      cpSync(join(pdfjs, folder), join(outDir, pdfjsFiles, folder), { recursive: true });
    }
  },
};

const page = (name) => resolve(here, `${name}.html`);

export default defineConfig({
  root: here,
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { __PDFJS_FILES__: JSON.stringify(`/${pdfjsFiles}/`) },
  plugins: [copyPdfjsFiles],
  // One classic script: the oldest phones have no module workers.
  worker: { format: 'iife' },
  build: {
    outDir,
    emptyOutDir: true,
    // Phones of the last seven years (issue 6, item 1).
    target: ['ios13', 'safari13', 'chrome80', 'firefox78'],
    assetsDir: 'assets',
    // A strict content security policy has no data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { sign: page('sign'), validate: page('validate'), admin: page('admin'), download: page('download'), trust: page('trust') },
    },
  },
});
