import fc from 'fast-check';
import { readManifestJson } from './case-manifest.js';
import { isExpectedSignatory } from './person-name.js';

const manifest = {
  version: 1, caseId: 'c', bodyName: 'Body', originalSha256: 'ab', title: 'T', registrationNumber: 'R', meetingDate: '2026-03-27', language: 'sv',
  requiredLevelOfAssurance: 'substantial', steps: [{ quorum: 1, tasks: [{ field: 'Signature1', name: 'Anna Ek', role: 'chair', roleTitle: 'ordförande' }] }],
};

test('a manifest is read', () => {
  expect(readManifestJson(JSON.stringify(manifest))).toMatchObject({ caseId: 'c', steps: [{ quorum: 1, tasks: [{ field: 'Signature1', name: 'Anna Ek' }] }] });
});

test.each<[string, unknown]>([
  ['another version', { ...manifest, version: 2 }],
  ['no steps', { ...manifest, steps: [] }],
  ['a step without tasks', { ...manifest, steps: [{ quorum: 1, tasks: [] }] }],
  ['a quorum of nobody', { ...manifest, steps: [{ ...manifest.steps[0], quorum: 0 }] }],
  ['a quorum of more than there are', { ...manifest, steps: [{ ...manifest.steps[0], quorum: 2 }] }],
  ['one field for two tasks', { ...manifest, steps: [manifest.steps[0], manifest.steps[0]] }],
  ['a task without a name', { ...manifest, steps: [{ quorum: 1, tasks: [{ field: 'a', name: ' ', role: 'chair' }] }] }],
  ['a list', []],
])('not a manifest, so completeness is unknown: %s', (_, value) => {
  expect(readManifestJson(JSON.stringify(value))).toBeUndefined();
});

test('any text at all is read or not, and never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (json) => {
    readManifestJson(json);
  }));
});

test.each<[string, string, boolean]>([
  ['Anna Ek', 'Anna Ek', true],
  ['ANNA  EK', 'Anna Ek', true],
  ['Asa O\u0308berg', 'Asa Öberg', true],
  ['Bo Lind, ersättare för Anna Ek', 'Anna Ek', true],
  ['Bo Lind, substitute for Anna Ek', 'Anna Ek', true],
  ['Bo Lind', 'Anna Ek', false],
  ['Anna Eklund', 'Anna Ek', false],
  ['Anna Ek, ersättare för Bo Lind', 'Anna Ek', false],
  ['', 'Anna Ek', false],
])('%s signs where %s is expected: %s', (certificate, expected, matches) => {
  expect(isExpectedSignatory(certificate, expected)).toBe(matches);
});
