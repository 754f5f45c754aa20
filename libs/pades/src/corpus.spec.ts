import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseTimeStampToken } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { appendSignature, completeDocument, inspectForSigning, lintArchive, lintSignature, prepareMinutes, repairByRewriting, type TimeStampClient } from '#pades';

// Files of many makers, kept beside the repository, not in it. The product's own promises are tested elsewhere, on files made in tests.
const corpus = path.resolve(process.cwd(), '../shared/corpus');
const index = path.join(corpus, 'index.tsv');
const present = existsSync(index);
if (!present) process.stderr.write(`\n*** NOT RUN: the corpus of odd PDF files is not at ${path.relative(process.cwd(), corpus)}; libs/pades/src/corpus.spec.ts proves nothing here ***\n`);

const rows = present
  ? readFileSync(index, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([file]) => file?.startsWith('unsigned/'))
      .map(([file = '', , , must = '']): [string, string] => [file, must])
  : [];

const describeCorpus = present ? describe : describe.skip;

describeCorpus('the corpus of odd files', () => {
  let pki: TestPki;
  let timestamps: TimeStampClient;

  beforeAll(async () => {
    pki = await createTestPki();
    timestamps = {
      tokenReserve: 6000,
      timestamp: async (digest) => {
        const token = await pki.timestamp(digest);
        return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
      },
    };
  });

  async function carryThrough(original: Uint8Array): Promise<Buffer> {
    const prepared = await prepareMinutes({
      original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'N 2026/1', requiredLevelOfAssurance: 'substantial', notice: { advanced: true },
      validationAddress: 'https://justera.example/validate',
      steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }, { signatories: [{ name: 'Anna Ek', role: 'chair' }, { name: 'Per Öst', role: 'adjuster' }] }],
    });
    let head = Buffer.concat([original, prepared.update]);
    for (const { name: fieldName, signatoryName, roleTitle } of prepared.fields) {
      const person = await pki.oneTime();
      const done = await appendSignature({
        head, fieldName, signerName: signatoryName, roleTitle, methodText: 'e-legitimation', language: 'sv', signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps,
        identity: { certificate: person.der, chain: person.chain, signer: person.signer },
      });
      head = Buffer.concat([head, done.update]);
    }
    const evidence = { collect: async () => ({ crls: [await pki.crl(pki.root)], ocspResponses: [], certificates: [], failures: [] }) };
    const { updates } = await completeDocument({ head, evidence, timestamps, anchors: [pki.root.der], now: pki.now });
    return Buffer.concat([head, ...updates.map(({ update }) => update)]);
  }

  test.each(rows.filter(([, must]) => must === 'sign'))('%s is carried from prepare to B-LTA, its bytes a prefix', async (file) => {
    const original = readFileSync(path.join(corpus, file));
    const whole = await carryThrough(original);
    expect(whole.subarray(0, original.length).equals(original)).toBe(true);
    expect(lintSignature(whole)).toEqual([]);
    expect(lintArchive(whole)).toEqual([]);
  });

  test.each(rows.filter(([, must]) => /repair|normalise/u.test(must)))('%s is refused, offered to be rewritten, and then carried to B-LTA (%s)', async (file) => {
    const upload = readFileSync(path.join(corpus, file));
    const inspection = inspectForSigning(upload);
    expect([inspection.refusals.length > 0, inspection.repairOffered]).toEqual([true, true]);
    const repair = repairByRewriting(upload);
    if (!repair.repaired) throw new Error(repair.reason);
    const whole = await carryThrough(repair.bytes);
    expect([...lintSignature(whole), ...lintArchive(whole)]).toEqual([]);
  });

  test.each(rows.filter(([, must]) => must.startsWith('refuse') && !/repair|normalise|hang/u.test(must)))('%s is not offered to be rewritten (%s)', (file) => {
    expect(inspectForSigning(readFileSync(path.join(corpus, file))).repairOffered).toBe(false);
  });

  test.each(rows.filter(([, must]) => must !== 'sign'))('%s is refused by name (%s)', (file) => {
    const { refusals } = inspectForSigning(readFileSync(path.join(corpus, file)));
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.map(({ code }) => code)).not.toContain('unreadable');
  });
});
