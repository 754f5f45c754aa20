import { extractText, openPdf } from '#pdf/read';
import { createTestPki } from '#testing';
import { defaultPolicy, reportNotRead, reportUnfinished, validate } from '#validation';
import { describeInBoth, type ValidationAnswer } from '../validation-pool.js';
import { pdfReport } from './pdf-report.js';
import { sealReport } from './seal-report.js';
import { breakLines } from './sheet.js';

const at = new Date('2026-05-04T12:00:00Z');
const unfinished = (): ValidationAnswer => describeInBoth(reportUnfinished({ bytes: Buffer.from('x'), policy: defaultPolicy, validationTime: at }));

function textOf(pdf: Uint8Array): string {
  const { current } = openPdf(pdf);
  return current.pages().map((page) => extractText(current, page)).join('\n').replace(/\s+/gu, ' ');
}

test.each(['sv', 'en'] as const)('says what the report says, in %s: the sentence on top, six answers, what was not checked', async (language) => {
  const answer = unfinished();
  const text = textOf(await pdfReport(answer, 'protokoll.pdf', language));
  const { headline, answers, notChecked } = answer.texts[language];
  const wanted = [headline, 'protokoll.pdf', answer.document.sha256 ?? '', ...Object.values(answers).flatMap((one) => [one.heading, one.text]), ...notChecked.items];
  expect(wanted.filter((part) => !text.includes(part.replace(/\s+/gu, ' ')))).toEqual([]);
});

test('says in words what changed, who was to sign and whose signature is open, and which lists were used, from where and when', async () => {
  const bare = unfinished();
  const task = { fieldName: 'F1', name: 'Anna Ek', role: 'chair', roleTitle: 'Ordförande', state: 'signed', signedBy: null } as const;
  const manifest = { bodyName: 'Nämnden', title: 'Protokoll', registrationNumber: 'X 1', steps: [{ quorum: 1, fulfilled: true, tasks: [task] }] } as unknown as NonNullable<ValidationAnswer['document']['manifest']>;
  const list = { territory: 'SE', sequenceNumber: 73, issuedAt: '2026-02-14T00:00:00.000Z', nextUpdate: '2026-08-14T00:00:00.000Z', source: 'https://xx.example/tl.xml', state: 'stale', fetchedAt: '2026-05-01T10:00:00.000Z' } as const;
  const answer: ValidationAnswer = { ...bare, trustedLists: [list], document: { ...bare.document, manifest, changes: [{ revision: 2, category: 'UNDEFINED', verdict: 'forbidden', rule: 'object-changed', page: 5 }] } };
  const text = textOf(await pdfReport(answer, 'a.pdf', 'en'));
  const wanted = [
    'Content: not allowed (page 5, object-changed)', 'Anna Ek, chair: the signature is there, but whose it is cannot be confirmed',
    'SE 73, issued 2026-02-14T00:00:00.000Z, in force until 2026-08-14T00:00:00.000Z; older saved copy, fetched 2026-05-01T10:00:00.000Z: https://xx.example/tl.xml',
  ];
  expect(wanted.filter((part) => !text.includes(part))).toEqual([]);
  expect(textOf(await pdfReport(answer, 'a.pdf', 'sv'))).toContain('Innehåll: inte tillåten (sidan 5, object-changed)');
});

test('the same answer gives the same bytes', async () => {
  const [one, two] = await Promise.all([pdfReport(unfinished(), 'a.pdf', 'sv'), pdfReport(unfinished(), 'a.pdf', 'sv')]);
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
});

test.each<[string, string]>([
  ['markup', '"/><x>&'], ['control characters', '\u0000\u001f\u{10FFFF}'], ['other scripts', '協議書 پروتکل'], ['half a surrogate', '\uD800'], ['endless', 'a'.repeat(100_000)],
])('a hostile file name is only text: %s', async (_, name) => {
  const pdf = await pdfReport(describeInBoth(reportNotRead('file-not-read', { policy: defaultPolicy, validationTime: at })), name, 'en');
  const xmp = Buffer.from(pdf).toString('utf8');
  expect(xmp.slice(xmp.indexOf('<?xpacket'), xmp.indexOf('<?xpacket end')).match(/<x>|[\u0000-\u0008]/u)).toBeNull();
  expect(openPdf(pdf).current.pages().length).toBeGreaterThan(0);
});

test('a seal is a signature of its own behind the same bytes, and our own validator holds it for whole', async () => {
  const pki = await createTestPki();
  const report = await pdfReport(unfinished(), 'a.pdf', 'sv');
  const person = await pki.oneTime();
  const sealed = await sealReport(report, { identity: { certificate: person.der, chain: person.chain, signer: person.signer }, name: 'Åsa Öberg' }, pki.now, 'sv');
  expect(Buffer.from(sealed.subarray(0, report.length)).equals(Buffer.from(report))).toBe(true);
  const trust = { signatureAnchors: [pki.root.der], sealAnchors: [pki.root.der], timestampAnchors: [], crls: [await pki.crl(pki.root)] };
  expect(validate(sealed, trust, defaultPolicy, pki.now).signatures).toMatchObject([{ indication: 'TOTAL_PASSED', integrity: 'intact', coversWholeDocument: true, changesAfter: 'none' }]);
});

test('lines break at spaces, and a word wider than the line where the line ends', () => {
  expect(breakLines('aa bb cccccccc d', (part) => part.length, 5)).toEqual(['aa bb', 'ccccc', 'ccc d']);
  expect(breakLines('', (part) => part.length, 5)).toEqual(['']);
});
