import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildAndValidatePath, parseCertificate, parseCrl, PkiError, type Certificate, type Crl, type PolicyInputs } from '#pki/parse';

/**
 * NIST's test suite, where the corpus lies beside the checkout: other people's certificates, other people's verdicts.
 * `PKITS_TABLE=write npx jest libs/pki/src/parse/path/pkits` writes the table anew; without it the table is compared.
 */
const root = join(__dirname, '../../../../..');
const folder = join(root, '../shared/corpus/pkits');
const table = join(root, 'docs/spec/pkits.md');
const here = existsSync(join(folder, 'pkits.json'));
if (!here) process.stderr.write(`\n*** NOT RUN: path validation is not judged by PKITS, ${folder} is not there ***\n\n`);

interface PkitsCase {
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly params?: {
    readonly user_initial_policy_set?: readonly string[];
    readonly initial_explicit_policy?: boolean;
    readonly initial_policy_mapping_inhibit?: boolean;
    readonly initial_any_policy_inhibit?: boolean;
  };
  readonly error?: object;
}

interface Row {
  readonly section: string;
  readonly name: string;
  readonly inputs: string;
  readonly expected: 'valid' | 'not valid';
  readonly got: 'valid' | 'not valid';
  readonly why: string;
}

/** A day inside the suite's certificates and lists (2010 to 2030) and after those that it lets end. */
const at = new Date('2022-05-01T00:00:00Z');

/** In 4.16 the suite's own data for this corpus names no lists; its two tests are about extensions. */
const withoutLists = /^416/;

/** In the suite, not in the lists beside it: with qualifiers that nobody processes. */
const notListed: readonly PkitsCase[] = [{ id: '40820', name: 'cps_pointer_qualifier_test20', cert: 'CPSPointerQualifierTest20EE.crt', other_certs: ['GoodCACert.crt'], crls: ['GoodCACRL.crl'] }];

const certificate = (name: string): Certificate => parseCertificate(readFileSync(join(folder, 'certs', name)));

function lists(names: readonly string[]): Crl[] {
  return names.flatMap((name) => {
    try {
      return [parseCrl(readFileSync(join(folder, 'crls', name)))];
    } catch (error) {
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}

function inputsOf({ params = {} }: PkitsCase): PolicyInputs {
  return {
    ...(params.user_initial_policy_set === undefined ? {} : { userInitialPolicySet: params.user_initial_policy_set }),
    initialExplicitPolicy: params.initial_explicit_policy ?? false,
    initialPolicyMappingInhibit: params.initial_policy_mapping_inhibit ?? false,
    initialAnyPolicyInhibit: params.initial_any_policy_inhibit ?? false,
  };
}

function judge(test: PkitsCase, rootLists: readonly string[]): { readonly code: string } {
  try {
    const { code, findings } = buildAndValidatePath(certificate(test.cert), {
      anchors: [certificate('TrustAnchorRootCertificate.crt')], intermediates: (test.other_certs ?? []).map(certificate), at, purpose: 'any',
      crls: lists([...new Set([...rootLists, ...(test.crls ?? [])])]), revocation: withoutLists.test(test.id) ? 'check' : 'required', policies: inputsOf(test),
    });
    return { code: code === 'ok' ? code : [code, ...findings.filter((one) => one.code === code).slice(0, 1).map(({ index }) => `(${index})`)].join(' ') };
  } catch (error) {
    if (error instanceof PkiError) return { code: `unreadable: ${error.code}` };
    throw error;
  }
}

const NIST_POLICY = '2.16.840.1.101.3.2.1.48.';

function describeInputs({ params = {} }: PkitsCase): string {
  const parts = [
    params.user_initial_policy_set === undefined ? '' : `policies ${params.user_initial_policy_set.map((oid) => oid.replace(NIST_POLICY, 'NIST-test-policy-')).join(', ')}`,
    params.initial_explicit_policy === true ? 'explicit policy' : '',
    params.initial_policy_mapping_inhibit === true ? 'no mapping' : '',
    params.initial_any_policy_inhibit === true ? 'no anyPolicy' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** `40615` is test 4.6.15; the lists give test 19 of 4.8 the number of test 18. */
function sectionOf({ id, name }: PkitsCase): string {
  if (name === 'user_notice_qualifier_test19') return '4.8.19';
  return [id.slice(0, 1), id.slice(1, 3), id.slice(3)].map(Number).join('.');
}

function run(): Row[] {
  const rootLists = readdirSync(join(folder, 'crls')).filter((name) => name.startsWith('TrustAnchor'));
  const read = (name: string): PkitsCase[] => JSON.parse(readFileSync(join(folder, name), 'utf8')) as PkitsCase[];
  return [...read('pkits.json'), ...read('pkits-user-notice.json'), ...notListed].map((one) => {
    const { code } = judge(one, rootLists);
    return {
      section: sectionOf(one), name: one.name.replace(/_/g, ' '), inputs: describeInputs(one),
      expected: one.error === undefined ? 'valid' : 'not valid', got: code === 'ok' ? 'valid' : 'not valid', why: code === 'ok' ? '' : code,
    };
  });
}

function draw(rows: readonly Row[]): string {
  const agreed = rows.filter(({ expected, got }) => expected === got).length;
  const sections = new Set(rows.map(({ section }) => section)).size;
  return [
    '# NIST PKITS: expected and got', '',
    `${rows.length} runs of the ${sections} tests of sections 4.1 to 4.16, ${agreed} as expected. Drawn by \`PKITS_TABLE=write npx jest libs/pki/src/parse/path/pkits\`;`,
    'the same test without the variable compares the page with what it finds, so it cannot drift.', '',
    `Time ${at.toISOString()}; no algorithm policy (the suite uses SHA-1 with DSA and RSA-2048 with SHA-256); key usage of the end entity left to the caller; revocation required`,
    'in all tests but 4.16, for which the suite names no lists. Initial policy inputs are those in the table; where there are none: any-policy, no explicit policy, mapping and',
    'anyPolicy allowed. User notices are not displayed: qualifiers are no output of ours (RFC 9618 section 5.6 recommends against it), so for 4.8.15 to 4.8.19 the path is what is judged.', '',
    'The number in brackets is the place in the path, 0 for the end entity.', '',
    '| test | name | inputs | expected | got | why |', '|---|---|---|---|---|---|',
    ...rows.map(({ section, name, inputs, expected, got, why }) => `| ${section} | ${name} | ${inputs} | ${expected} | ${got} | ${why} |`), '',
  ].join('\n');
}

(here ? describe : describe.skip)('PKITS', () => {
  test('every path is judged as NIST says, none left out, and docs/spec/pkits.md is what was found', () => {
    const rows = run();
    expect(rows.filter(({ expected, got }) => expected !== got)).toEqual([]);
    expect(rows.length).toBe(257);
    if (process.env['PKITS_TABLE'] === 'write') writeFileSync(table, draw(rows));
    expect(draw(rows)).toBe(readFileSync(table, 'utf8'));
  }, 60_000);
});
