import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { buildAndValidatePath, parseCertificate, parseCrl, PkiError, type Certificate, type Crl } from '#pki/parse';

/** NIST's test suite, where the corpus is at hand: other people's certificates, other people's verdicts. */
const folder = join(__dirname, '../../../../../../shared/corpus/pkits');
const here = existsSync(join(folder, 'pkits.json'));
if (!here) process.stderr.write('\n*** corpus/pkits is not there: path validation NOT judged by PKITS ***\n\n');

interface PkitsCase {
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly revocation?: boolean;
  readonly params?: object;
  readonly error?: object;
}

/** Valid paths that we do not accept, and why: each is a refusal, none a wrong yes. */
const stricter: readonly [RegExp, string][] = [
  [/^(408|409|410|411|412)/, 'policy processing is not done: unsupported-constraint'],
  [/^413/, 'name constraints are not done: unsupported-constraint'],
  [/^40105/, 'DSA parameters inherited from the issuer'],
  [/^(40419|40501|40504|40506|40615|40617)/, 'CRL signed with another key of the issuer'],
  [/^(41404|41407)/, 'distribution point named relative to its issuer'],
  [/^(41418|41419)/, 'CRLs for some reasons only'],
  [/^(41422|41424|41425|41428|41429|41430|41433)/, 'indirect CRLs'],
  [/^41505/, 'delta CRLs'],
];

/** Invalid only to somebody who has more data or wishes than we take. */
const notAsked: readonly [RegExp, string][] = [
  [/^41504/, 'revoked by a delta CRL, which is left aside; its base says good'],
];

/** Section 4.16 comes without lists here; it is about extensions. */
const withoutLists = /^416/;

(here ? describe : describe.skip)('PKITS', () => {
  const certificate = (name: string): Certificate => parseCertificate(readFileSync(join(folder, 'certs', name)));
  const anchor = here ? certificate('TrustAnchorRootCertificate.crt') : undefined;
  const rootLists = here ? readdirSync(join(folder, 'crls')).filter((name) => name.startsWith('TrustAnchor')) : [];
  const cases = here ? (JSON.parse(readFileSync(join(folder, 'pkits.json'), 'utf8')) as PkitsCase[]) : [];

  function lists(names: readonly string[]): Crl[] {
    return [...new Set([...rootLists, ...names])].flatMap((name) => {
      try {
        return [parseCrl(readFileSync(join(folder, 'crls', name)))];
      } catch (error) {
        if (error instanceof PkiError) return [];
        throw error;
      }
    });
  }

  function isValid(test: PkitsCase): boolean {
    if (anchor === undefined) return false;
    try {
      return buildAndValidatePath(certificate(test.cert), {
        anchors: [anchor], intermediates: (test.other_certs ?? []).map(certificate), at: new Date('2022-05-01T00:00:00Z'), purpose: 'any',
        crls: lists(test.crls ?? []), revocation: test.revocation === false || withoutLists.test(test.id) ? 'check' : 'required',
      }).status === 'valid';
    } catch (error) {
      // Some of the suite's broken certificates cannot even be read (a signature of 1023 bits).
      if (error instanceof PkiError) return false;
      throw error;
    }
  }

  test('no invalid path is accepted, and every refused valid one is listed with its reason', () => {
    const wrong: string[] = [];
    let judged = 0;
    for (const one of cases) {
      // Initial policy sets are not an input of ours yet.
      if (one.params !== undefined) continue;
      judged += 1;
      const [expected, got] = [one.error === undefined, isValid(one)];
      const excused = (got ? notAsked : stricter).some(([ids]) => ids.test(one.id));
      if (expected !== got && !excused) wrong.push(`${one.id} ${one.name}: ${got ? 'accepted' : 'refused'}`);
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(200);
  });
});
