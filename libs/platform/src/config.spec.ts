import { ConfigError, isLoopbackUrl, loadConfig, loadTrustAnchors } from '#platform';

const secret = 'x'.repeat(40);
const common = { MODE: 'production', DATABASE_URL: 'postgres://justera_api:pw@db.exempel.example/justera', PUBLIC_URL: 'https://sign.exempel.example' };
const trust = { TRUST_SIGNATURE_ANCHORS: '/etc/justera/root.pem', TRUST_TIMESTAMP_ANCHORS: '/etc/justera/tsa.pem' };
const environments = {
  api: { ...common, ...trust, SIGNER_URL: 'http://signer.internal:3001', SERVICE_SECRET: secret },
  signer: {
    ...common, ...trust, SERVICE_SECRET: secret, CODE_PEPPER: secret, PSEUDONYM_KEY: secret, SMTP_URL: 'smtp://mail.exempel.example', TSA_URLS: 'https://tsa.exempel.example',
    ISSUING_KEY_FILE: '/etc/justera/issuing.p12', ISSUING_KEY_PASSPHRASE: 'p',
  },
  worker: { ...common, SMTP_URL: 'smtp://mail.exempel.example', LINK_KEY: secret, MAIL_FROM: 'noreply@exempel.example' },
};

function problemsOf(env: Record<string, string | undefined>, process: 'api' | 'signer' | 'worker' | 'cli' = 'cli'): Record<string, string> {
  try {
    loadConfig(env, process);
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.problems.map((one) => [one.variable, one.problem]));
    throw error;
  }
  return {};
}

test.each(['api', 'signer', 'worker'] as const)('production: %s starts with what it needs, and says of each missing variable that it is missing', (process) => {
  expect(problemsOf(environments[process], process)).toEqual({});
  const needed = Object.keys(environments[process]).filter((name) => name !== 'MODE');
  for (const variable of needed) {
    expect(Object.keys(problemsOf({ ...environments[process], [variable]: '' }, process))).toEqual([variable]);
  }
});

test('the issuing key is in a file or in a token, and its passphrase in a variable or in a file: one of each, never both', () => {
  const { ISSUING_KEY_FILE, ISSUING_KEY_PASSPHRASE, ...rest } = environments.signer;
  const token = { ISSUING_KEY_PKCS11: 'pkcs11:token=a;object=b?module-path=/c.so', ISSUING_KEY_PASSPHRASE_FILE: '/run/secrets/pin' };
  expect(problemsOf({ ...rest, ...token }, 'signer')).toEqual({});
  expect(Object.keys(problemsOf(rest, 'signer'))).toEqual(['ISSUING_KEY_FILE', 'ISSUING_KEY_PASSPHRASE']);
  expect(problemsOf({ ...rest, ...token, ISSUING_KEY_FILE }, 'signer')['ISSUING_KEY_FILE']).toMatch(/both/);
  expect(problemsOf({ ...rest, ...token, ISSUING_KEY_PASSPHRASE }, 'signer')['ISSUING_KEY_PASSPHRASE']).toMatch(/both/);
  expect(problemsOf({ ...environments.api, ISSUING_KEY_PKCS11: token.ISSUING_KEY_PKCS11 }, 'api')['ISSUING_KEY_PKCS11']).toMatch(/another process/);
  for (const wrong of ['1', '1.2.', '3.1.2', '1.02.3', 'x']) expect(Object.keys(problemsOf({ ISSUING_POLICY_OID: wrong }))).toEqual(['ISSUING_POLICY_OID']);
  expect(loadConfig({ ISSUING_POLICY_OID: '1.2.752.999.1', MODE: 'demo' }).issuingKey.policyOid).toBe('1.2.752.999.1');
});

test('every wrong variable is listed, not only the first, and no value is repeated', () => {
  const env = { DATABASE_URL: 'mysql://root:hemligt@x/y', PORT: '70000', SMTP_URL: 'not a url', SERVICE_SECRET: 'kort', LOG_LEVEL: 'loud', MAX_FILE_BYTES: '999999999999' };
  expect(Object.keys(problemsOf(env)).sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'MAX_FILE_BYTES', 'PORT', 'SERVICE_SECRET', 'SMTP_URL']);
  expect(() => loadConfig(env)).toThrow(ConfigError);
  expect(() => loadConfig(env)).not.toThrow(/hemligt|kort/);
});

test.each([
  ['api', 'LINK_KEY'],
  ['api', 'CODE_PEPPER'],
  ['api', 'PSEUDONYM_KEY'],
  ['api', 'ISSUING_KEY_FILE'],
  ['worker', 'CODE_PEPPER'],
  ['worker', 'ISSUING_KEY_PASSPHRASE'],
  ['signer', 'LINK_KEY'],
  ['api', 'REPORT_SEAL_FILE'],
  ['worker', 'REPORT_SEAL_FILE'],
] as const)('production: %s refuses to hold %s, which is another process’s', (process, variable) => {
  expect(problemsOf({ ...environments[process], [variable]: secret }, process)[variable]).toMatch(/another process/);
});

test('production refuses demo trust material by its place', () => {
  for (const variable of ['TRUST_SIGNATURE_ANCHORS', 'TRUST_TIMESTAMP_ANCHORS', 'ISSUING_KEY_FILE']) {
    for (const file of ['.justera/demo/root.pem', '/etc/demo-root.pem', 'C:\\justera\\demo\\root.pem']) {
      expect(problemsOf({ ...environments.signer, [variable]: file }, 'signer')[variable]).toMatch(/demo/);
    }
  }
  expect(problemsOf({ ...environments.signer, ISSUING_KEY_FILE: '/srv/demokrati/issuing.p12' }, 'signer')).toEqual({});
});

test.each(['http://localhost:3000', 'https://127.0.0.1', 'https://[::1]:8443', 'https://0.0.0.0', 'https://a.localhost.', 'https://127.1.2.3', 'https://[::ffff:127.0.0.1]'])(
  'production refuses to print the loopback address %s on documents, unless that is allowed by name',
  (url) => {
    expect(isLoopbackUrl(url)).toBe(true);
    expect(problemsOf({ ...environments.api, PUBLIC_URL: url }, 'api')['PUBLIC_URL']).toBeDefined();
    expect(problemsOf({ ...environments.api, PUBLIC_URL: url, ALLOW_LOOPBACK: 'yes' }, 'api')).toEqual({});
  },
);

test('a public address is no loopback, and production wants it encrypted', () => {
  for (const url of ['https://exempel.example', 'https://10.0.0.1', 'https://127.exempel.example', 'https://localhost.exempel.example']) expect(isLoopbackUrl(url)).toBe(false);
  expect(problemsOf({ ...environments.api, PUBLIC_URL: 'http://exempel.example' }, 'api')['PUBLIC_URL']).toMatch(/https/);
});

test('trusted lists need somebody who may sign them, and production fetches none from this machine or signed by the demo', () => {
  const lists = { TRUSTED_LISTS: 'https://ec.exempel.example/lotl.xml, /etc/justera/xx.xml', TRUSTED_LIST_SIGNERS: '/etc/justera/commission.pem', TRUSTED_LIST_HOSTS: 'xx.exempel.example' };
  expect(problemsOf({ ...environments.api, ...lists }, 'api')).toEqual({});
  expect(loadConfig({ ...environments.api, ...lists }, 'api').trustedLists).toEqual({
    addresses: ['https://ec.exempel.example/lotl.xml'], files: ['/etc/justera/xx.xml'], signerFiles: ['/etc/justera/commission.pem'], hosts: ['xx.exempel.example'],
  });
  expect(Object.keys(problemsOf({ ...environments.api, ...lists, TRUSTED_LIST_SIGNERS: '' }, 'api'))).toEqual(['TRUSTED_LIST_SIGNERS']);
  expect(Object.keys(problemsOf({ ...environments.api, ...lists, TRUSTED_LIST_SIGNERS: '/var/demo/root.pem' }, 'api'))).toEqual(['TRUSTED_LIST_SIGNERS']);
  expect(Object.keys(problemsOf({ ...environments.api, ...lists, TRUSTED_LISTS: 'http://127.0.0.1:1/lotl.xml' }, 'api'))).toEqual(['TRUSTED_LISTS']);
});

test('the configuration is frozen all the way, absent is undefined, and secrets do not print', () => {
  const config = loadConfig({ MODE: 'demo', SERVICE_SECRET: secret, TSA_URLS: 'http://127.0.0.1:1/a, http://127.0.0.1:2/b', SMTP_URL: '  ' });
  expect(config).toMatchObject({ mode: 'demo', smtpUrl: undefined, tsaUrls: ['http://127.0.0.1:1/a', 'http://127.0.0.1:2/b'], maxFileBytes: 104_857_600 });
  expect(Object.isFrozen(config) && Object.isFrozen(config.tsaUrls) && Object.isFrozen(config.trustFiles)).toBe(true);
  expect(JSON.stringify(config)).not.toContain(secret);
  expect(config.serviceSecret?.reveal()).toBe(secret);
});

test('without a word about the mode it is production: nobody gets the demo by forgetting', () => {
  expect(loadConfig({}).mode).toBe('production');
});

const config = (mode: 'demo' | 'production') => ({ mode, trustFiles: { signature: ['a.pem'], seal: [], timestamp: [] } });

test('a trust file that cannot be read, or holds no certificate, is named', () => {
  const missing = () => { throw new Error('ENOENT'); };
  expect(() => loadTrustAnchors(config('demo'), missing)).toThrow(expect.objectContaining({ code: 'trust-file-unreadable', message: expect.stringContaining('a.pem') as string }) as Error);
  for (const text of ['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
    expect(() => loadTrustAnchors(config('demo'), () => text)).toThrow(expect.objectContaining({ code: 'trust-file-unreadable' }) as Error);
  }
});

test('paths of trust files may hold spaces; commas and line breaks part them', () => {
  const { trustFiles } = loadConfig({ ...environments.api, TRUST_SIGNATURE_ANCHORS: '/srv/Mina dokument/root.pem, /srv/annan rot.pem' }, 'api');
  expect(trustFiles.signature).toEqual(['/srv/Mina dokument/root.pem', '/srv/annan rot.pem']);
});
