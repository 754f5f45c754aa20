import tseslint from 'typescript-eslint';

const ceilings = {
  // STYLE.md habit 1: a file is one idea, a function fits on a screen.
  'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 5],
  'max-params': ['error', 6],
  complexity: ['error', 25],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '**/*.cjs', 'coverage/', '.justera/', 'test/conformance/work/', 'test/bench/work/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    rules: {
      ...ceilings,
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      eqeqeq: ['error', 'always'],
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // Pure libraries take time, randomness and configuration as parameters (DESIGN.md "Libraries").
    files: ['libs/{minutes,signing-order,pdf,pki,validation,evidence}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pure library: time is a parameter.' },
        { object: 'Math', property: 'random', message: 'Pure library: randomness is a parameter.' },
        { object: 'process', property: 'env', message: 'Pure library: configuration is a parameter.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pure library: time is a parameter.' },
      ],
    },
  },
  {
    // Row-level security needs the body set on the transaction: a bare repository or manager would see nothing, or worse.
    files: ['apps/**/*.ts', 'libs/{signing,identity,notifications,jobs}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='getRepository']", message: 'Use a transaction of #persistence: it sets app.body.' },
        { selector: "CallExpression[callee.name='InjectRepository']", message: 'Use a transaction of #persistence: it sets app.body.' },
      ],
    },
  },
  { files: ['apps/cli/**/*.ts', 'scripts/**/*.mjs', 'test/**/*.{ts,mjs}'], rules: { 'no-console': 'off' } },
  { files: ['**/*.spec.ts', 'test/**/*.ts'], rules: { 'max-lines-per-function': ['error', { max: 300 }], '@typescript-eslint/no-non-null-assertion': 'off' } },
);
