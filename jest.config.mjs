// CommonJS Jest with @swc/jest over our sources *and* node_modules: Nest 12 and several others are ESM only, and
// Jest can require() ESM natively only from Node 24.9 on.
const swc = (parser) => ({
  jsc: {
    parser,
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  isModule: parser.syntax === 'typescript' ? true : 'unknown',
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
});

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '.*\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc({ syntax: 'typescript', decorators: true })],
    '^.+\\.m?js$': ['@swc/jest', swc({ syntax: 'ecmascript', importAttributes: true })],
  },
  transformIgnorePatterns: ['/node_modules/(?:typescript|@swc|jest[^/]*|@jest|rxjs|express|pg[^/]*)/'],
  resolver: '<rootDir>/scripts/jest-resolver.cjs',
  testTimeout: 30_000,
  maxWorkers: 2,
};
