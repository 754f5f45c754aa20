import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { defaultPolicy } from '../../policy/signature-validation-policy.js';
import { signedCase, type SignedCase } from '../../testing/signed-case.js';
import { smallDocument } from '../../testing/small-document.js';
import { validate } from '../../validate.js';
import { etsiReport } from './etsi-report.js';
import { escapeXml } from './xml-writer.js';

let our: SignedCase;
const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };

beforeAll(async () => {
  our = await signedCase();
}, 60_000);

/** Paths of all elements, and every identifier and reference; throws when the XML is not well-formed. */
function read(xml: string): { readonly paths: string[]; readonly ids: string[]; readonly references: string[] } {
  const [paths, ids, references, stack]: string[][] = [[], [], [], []];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    stack?.push(name);
    paths?.push(stack?.join('/') ?? '');
    for (const { name: key, value } of Object.values(attributes)) {
      if (key === 'id') ids?.push(value);
      if (key === 'VOReference') references?.push(value);
    }
  });
  parser.on('closetag', () => void stack?.pop());
  parser.write(xml).close();
  return { paths: paths ?? [], ids: ids ?? [], references: references ?? [] };
}

test('every signature has an entry, every reference leads to an object, every identifier is there once', () => {
  const report = our.validate(our.completed);
  const { paths, ids, references } = read(etsiReport(report, 'protokoll.pdf'));
  expect(paths.filter((path) => path === 'ValidationReport/SignatureValidationReport')).toHaveLength(report.signatures.length);
  expect(new Set(ids).size).toBe(ids.length);
  expect(references.filter((reference) => !ids.includes(reference))).toEqual([]);
  expect(references.length).toBeGreaterThan(report.signatures.length);
});

test('the elements of a signature come in the order of the schema (TS 119 102-2 4.3)', () => {
  const { paths } = read(etsiReport(our.validate(our.completed), 'x.pdf'));
  const first = paths.slice(0, paths.indexOf('ValidationReport/SignatureValidationReport', 2));
  const own = first.flatMap((path) => /^ValidationReport\/SignatureValidationReport\/(\w+)$/u.exec(path)?.[1] ?? []);
  expect(own).toEqual([
    'SignatureIdentifier', 'ValidationConstraintsEvaluationReport', 'ValidationTimeInfo', 'SignersDocument', 'SignatureAttributes', 'SignerInformation', 'SignatureValidationProcess',
    'SignatureValidationStatus', 'OtherInformation',
  ]);
});

test.each<[string, Uint8Array, string]>([
  ['unsigned', smallDocument(), 'urn:justera:mainindication:no-signature-found'],
  ['no PDF at all', Buffer.from('hello'), 'urn:etsi:019102:mainindication:indeterminate'],
])('a file without signatures has one entry that says so: %s', (_, bytes, indication) => {
  const xml = etsiReport(validate(bytes, nobody, defaultPolicy, our.pki.now), 'x.pdf');
  expect(read(xml).paths.filter((path) => path === 'ValidationReport/SignatureValidationReport')).toHaveLength(1);
  expect(xml).toContain(indication);
});

test('names from a hostile file cannot break out of their element, nor carry what XML does not allow', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
    const { paths } = read(`<a b="${escapeXml(name)}">${escapeXml(name)}</a>`);
    return paths.length === 1;
  }));
  expect(read(etsiReport(our.validate(our.completed), '"/><evil> \u0000]]>&x;.pdf')).paths.some((path) => path.includes('evil'))).toBe(false);
});
