// Runs one of our TypeScript files in a Node process of its own, so that a test can kill that process:
//   node --conditions=source run-typescript.cjs <file.ts> [arguments…]
const Module = require('node:module');
const path = require('node:path');
const { transformFileSync } = require('@swc/core');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename?.endsWith('.ts')) {
    return resolve.call(this, request.replace(/\.js$/, '.ts'), parent, ...rest);
  }
  return resolve.call(this, request, parent, ...rest);
};
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformFileSync(filename, {
    jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true }, target: 'es2022', keepClassNames: true },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
    swcrc: false,
  });
  module._compile(code, filename);
};

process.argv.splice(1, 1);
require(path.resolve(process.argv[1]));
