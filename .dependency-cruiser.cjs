// The walls of the house (docs/architecture.md). A rule broken here fails the build.
const pure = '^libs/(minutes|signing-order|pdf|pki|validation|evidence)/';
const adapters = '^libs/(pades|issuance|identity|notifications|persistence|jobs|platform|trust|validator)/';
const spec = '\\.spec\\.ts$|/testing/|^test/';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-deep-imports',
      comment: 'A library has one door, src/index.ts; pdf and pki have two, pades and platform a light one beside (ADR 10).',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$|(read|write|parse|build|sign|base)/index\\.ts$)', pathNot: '^$1/$2/' },
    },
    { name: 'apps-do-not-import-each-other', severity: 'error', from: { path: '^apps/(api|signer|worker|web)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    { name: 'libs-do-not-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'pure-imports-pure',
      severity: 'error',
      from: { path: pure, pathNot: spec },
      to: { path: '^libs/', pathNot: pure },
    },
    {
      name: 'pure-has-no-framework-network-or-disk',
      severity: 'error',
      from: { path: pure, pathNot: spec },
      to: { path: '(^|node_modules/)(@nestjs|typeorm|bullmq|pg|nodemailer|openid-client)(/|$)|^(node:)?(http|https|net|tls|dgram|fs|fs/promises|child_process)$' },
    },
    { name: 'adapters-import-adapters-or-pure', severity: 'error', from: { path: adapters, pathNot: spec }, to: { path: '^libs/(signing|demo)/' } },
    { name: 'pades-and-validation-are-strangers', severity: 'error', from: { path: '^libs/pades/', pathNot: spec }, to: { path: '^libs/validation/' } },
    { name: 'validation-and-pades-are-strangers', severity: 'error', from: { path: '^libs/validation/', pathNot: spec }, to: { path: '^libs/pades/' } },
    {
      name: 'validation-only-reads',
      comment: 'Promise 4: it shares with the signer only reading.',
      severity: 'error',
      from: { path: '^libs/validation/', pathNot: spec },
      to: { path: '^libs/', pathNot: '^libs/(validation/|pdf/src/read/|pki/src/parse/)' },
    },
    { name: 'read-does-not-write', severity: 'error', from: { path: '^libs/pdf/src/read/', pathNot: spec }, to: { path: '^libs/pdf/src/write/' } },
    { name: 'parse-does-not-build', severity: 'error', from: { path: '^libs/pki/src/parse/', pathNot: spec }, to: { path: '^libs/pki/src/build/' } },
    { name: 'testing-is-private', severity: 'error', from: { path: '^(apps|libs)/', pathNot: spec + '|^libs/testing/' }, to: { path: '^libs/testing/' } },
    { name: 'demo-only-from-the-cli', comment: 'Production processes cannot reach the demo services.', severity: 'error', from: { path: '^(apps/(api|signer|worker|web)|libs)/', pathNot: spec + '|^libs/(demo|testing)/' }, to: { path: '^libs/demo/' } },
    { name: 'no-orphans-in-node-core-deprecated', severity: 'error', from: {}, to: { dependencyTypes: ['deprecated'] } },
    { name: 'no-dev-dependency-in-product', severity: 'error', from: { path: '^(apps/(api|signer|worker|cli)|libs/(?!demo|testing))', pathNot: spec }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default', 'types'], exportsFields: ['exports'], mainFields: ['module', 'main', 'types'] },
    exclude: { path: '(^|/)dist/' },
  },
};
