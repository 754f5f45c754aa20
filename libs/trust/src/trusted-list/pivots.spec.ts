import { createTestPki, type TestCertificate } from '#testing';
import { signList, unsignedList, type TestList } from '../testing/build-list.js';
import { loadLists } from './load-lists.js';
import { openListOfLists } from './open-list-of-lists.js';
import { pivotLocations, type Pivot } from './pivots.js';
import { listOfLists } from './trusted-list.js';

const at = new Date('2026-05-04T12:00:00Z');
const address = (n: number): string => `https://ec.example/lotl/eu-lotl-pivot-${n}.xml`;
const journal = 'https://eur-lex.example/?uri=OJ';
let first: TestCertificate;
let second: TestCertificate;
let third: TestCertificate;
let stranger: TestCertificate;

beforeAll(async () => {
  const pki = await createTestPki();
  [first, second, third, stranger] = [pki.root, pki.issuing, pki.ocspResponder, pki.tsa];
}, 60_000);

interface Issue {
  readonly number: number;
  readonly by: TestCertificate;
  /** Who may sign after it. */
  readonly names: readonly TestCertificate[];
  readonly change?: Partial<TestList>;
}

/** A pivot was in force years ago; the list of lists itself is now. */
function issue({ number, by, names, change }: Issue, isPast = true): Buffer {
  const times = isPast ? { issuedAt: '2020-01-01T00:00:00Z', nextUpdate: '2020-06-01T00:00:00Z' } : {};
  const pointers = [{ territory: 'EU', location: 'https://ec.example/lotl/eu-lotl.xml', certificates: names.map(({ der }) => der), type: listOfLists }];
  return Buffer.from(signList(unsignedList({ territory: 'EU', type: listOfLists, sequenceNumber: number, pointers, ...times, ...change }), { key: by.key.privateKey, certificate: by.der }));
}

const lotl = (by: TestCertificate, pivots: readonly number[] = []): Buffer =>
  issue({ number: 300, by, names: [by], change: { information: [...pivots.map(address), journal, 'https://ec.example/legalnotice.html#en'] } }, false);

function judge(list: Buffer, pivots: readonly (Issue | number)[], known: readonly TestCertificate[] = [first]): readonly string[] {
  const chain = pivots.map((one): Pivot => (typeof one === 'number' ? { location: address(one), bytes: undefined } : { location: address(one.number), bytes: issue(one) }));
  const { list: opened, findings } = openListOfLists({ source: 'lotl', bytes: list, signers: known.map(({ der }) => der), at }, chain);
  expect(opened === undefined).toBe(findings.some(({ weight }) => weight === 'refused'));
  return findings.map(({ code }) => code);
}

test('pivots stand among other addresses, newest first, and are followed oldest first', () => {
  expect(pivotLocations(lotl(first, [282, 191]))).toEqual([address(191), address(282)]);
  expect(pivotLocations(Buffer.from('no list'))).toEqual([]);
  const many = Array.from({ length: 200 }, (_, index) => index);
  expect(pivotLocations(lotl(first, many)).length).toBeLessThan(50);
});

test('a list of lists signed by whom a pivot names is accepted, through two changes of signer', () => {
  expect(judge(lotl(second), [{ number: 191, by: first, names: [second] }])).toEqual([]);
  expect(judge(lotl(third), [{ number: 191, by: first, names: [second] }, { number: 282, by: second, names: [third] }])).toEqual([]);
});

test('without its pivot the same list is refused', () => {
  expect(judge(lotl(second), [])).toEqual(['list-signer-unknown']);
  expect(judge(lotl(second), [191])).toEqual(['list-pivot-not-followed', 'list-signer-unknown']);
});

test.each<[string, () => readonly (Issue | number)[], () => TestCertificate, readonly string[]]>([
  ['a pivot that a stranger made and names himself in', () => [{ number: 191, by: stranger, names: [stranger] }], () => stranger, ['list-pivot-not-followed', 'list-signer-unknown']],
  ['a second pivot by somebody whom the first does not name', () => [{ number: 191, by: first, names: [second] }, { number: 282, by: stranger, names: [stranger] }], () => stranger, ['list-pivot-broken']],
  ['a signer whom a pivot has dropped, though he was known', () => [{ number: 191, by: first, names: [second] }], () => first, ['list-signer-unknown']],
  ['a second pivot that cannot be had', () => [{ number: 191, by: first, names: [first] }, 282], () => first, ['list-pivot-broken']],
  ['a second pivot older than the first', () => [{ number: 282, by: first, names: [second] }, { number: 191, by: second, names: [stranger] }], () => stranger, ['list-pivot-broken']],
  ['a pivot that is a national list', () => [{ number: 191, by: first, names: [stranger], change: { territory: 'XX' } }], () => stranger, ['list-pivot-not-followed', 'list-signer-unknown']],
  ['a pivot that is no list of lists', () => [{ number: 191, by: first, names: [stranger], change: { type: 'http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric' } }], () => stranger, ['list-pivot-not-followed', 'list-signer-unknown']],
  ['a pivot that names nobody', () => [{ number: 191, by: first, names: [] }], () => stranger, ['list-pivot-not-followed', 'list-signer-unknown']],
])('refused: %s', (_, pivots, signer, codes) => {
  expect(judge(lotl(signer()), pivots())).toEqual(codes);
});

test('pivots older than the certificates that are known are passed over', () => {
  expect(judge(lotl(third), [{ number: 191, by: first, names: [second] }, { number: 282, by: second, names: [third] }], [second])).toEqual([]);
  expect(judge(lotl(third), [{ number: 191, by: first, names: [second] }], [third])).toEqual([]);
});

test('among files, a pivot is found by its name and is no list of lists of its own', () => {
  const files = [
    { source: '/lists/eu-lotl-pivot-191.xml', bytes: issue({ number: 191, by: first, names: [second] }) },
    { source: '/lists/eu-lotl.xml', bytes: lotl(second, [191]) },
  ];
  const { lists, used, findings } = loadLists(files, [first.der], at);
  expect([lists.map(({ sequenceNumber }) => sequenceNumber), findings]).toEqual([[300], []]);
  // What goes into reports names the file and not the folder.
  expect(used.map(({ source, state }) => [source, state])).toEqual([['eu-lotl.xml', 'file']]);
});

test('two lists of lists that call each other a pivot are not passed over in silence', () => {
  const named = (number: number, other: string) => issue({ number, by: stranger, names: [stranger], change: { information: [`https://x.example/${other}`] } });
  const { findings } = loadLists([{ source: 'a.xml', bytes: named(1, 'b.xml') }, { source: 'b.xml', bytes: named(2, 'a.xml') }], [first.der], at);
  expect(findings.filter(({ weight }) => weight === 'refused').map(({ source }) => source)).toEqual(['a.xml', 'b.xml']);
});
