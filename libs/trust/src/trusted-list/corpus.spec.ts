import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readXml } from '../xml/read-xml.js';
import { allNamed } from '../xml/xml-element.js';
import { xmldsig } from './namespaces.js';
import { loadLists } from './load-lists.js';
import { openList } from './open-list.js';

const folder = path.resolve(__dirname, '../../../../../shared/corpus/trusted-lists');
const inCorpus = existsSync(folder) ? describe : describe.skip;
const bytesOf = (name: string) => readFileSync(path.join(folder, name));

/** What the file itself gives as its signers: enough to ask whether the signature holds, not whether to trust it. */
function ownSigners(name: string): Uint8Array[] {
  return allNamed(readXml(bytesOf(name)), 'X509Certificate', xmldsig).map(({ text }) => new Uint8Array(Buffer.from(text, 'base64')));
}

inCorpus('real lists, at a time when they were in force', () => {
  test.each<[string, string, string, number]>([
    ['SE.xml', '2019-09-01', 'SE', 5],
    ['FI.xml', '2019-09-01', 'FI', 7],
    ['DK.xml', '2019-09-01', 'DK', 1],
    ['IE.xml', '2019-09-01', 'IE', 4],
    ['LU.xml', '2019-09-01', 'LU', 11],
    ['tlv6.xml', '2025-01-01', 'FI', 19],
    ['eu-lotl_original.xml', '2019-10-01', 'EU', 0],
  ])('%s', (name, at, territory, services) => {
    const { list, findings } = openList({ bytes: bytesOf(name), source: name, signers: ownSigners(name), at: new Date(at) });
    expect(findings.filter(({ weight }) => weight === 'refused')).toEqual([]);
    expect([list?.territory, (list?.services.length ?? 0) + (list?.unreadableServices ?? 0)]).toEqual([territory, services]);
  });

  // TSL-CY-sign and TSL-noID carry one whole signature over the whole file: they are refused for their age and their signers, as any list is.
  test.each<[string, string, string]>([
    ['eu-lotl_broken-sig.xml', '2019-10-01', 'list-signature-invalid'],
    ['eu-lotl-no-sig.xml', '2019-10-01', 'list-not-signed'],
    ['SE.xml', '2019-12-24T00:00:01Z', 'list-expired'],
    ['tlv6.xml', '2025-05-14T08:00:00Z', 'list-expired'],
    ['eu-lotl_original.xml', '2019-09-01', 'list-not-yet-issued'],
  ])('%s at %s is refused: %s', (name, at, code) => {
    const { list, findings } = openList({ bytes: bytesOf(name), source: name, signers: ownSigners(name), at: new Date(at) });
    expect([list, findings.map((finding) => finding.code)]).toEqual([undefined, [code]]);
  });

  test('what cannot be parsed is refused as malformed', () => {
    const name = 'eu-lotl_not-parsable.xml';
    expect(openList({ bytes: bytesOf(name), source: name, signers: [], at: new Date('2019-10-01') }).findings).toMatchObject([{ code: 'list-malformed', weight: 'refused' }]);
  });

  test('the real list of lists of September 2019 lends its trust to the national lists of that time, and to no others', () => {
    const names = ['eu-lotl_original.xml', 'SE.xml', 'FI.xml', 'DK.xml', 'IE.xml', 'LU.xml', 'TSL-CY-sign.xml', 'TSL-noID.xml'];
    const loaded = loadLists(names.map((name) => ({ source: name, bytes: bytesOf(name) })), ownSigners('eu-lotl_original.xml').slice(-1), new Date('2019-10-01'));
    const refused = loaded.findings.filter(({ weight }) => weight === 'refused');
    expect(loaded.lists.map(({ territory }) => territory)).toEqual(['EU', 'SE', 'FI', 'DK', 'IE', 'LU']);
    expect(refused.map(({ source, code }) => `${source} ${code}`)).toEqual(['TSL-CY-sign.xml list-expired', 'TSL-noID.xml list-expired']);
  });
});
