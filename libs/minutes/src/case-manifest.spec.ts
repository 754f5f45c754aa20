import fc from 'fast-check';
import { type CaseManifest, ManifestError, parseCaseManifest, serialiseCaseManifest, signatoryRoles } from './index.js';

const manifest: CaseManifest = {
  version: 1,
  caseId: '018f3b52-0000-7000-8000-000000000001',
  bodyName: 'Kommunstyrelsen i Ängaryd',
  originalSha256: 'ab'.repeat(32),
  title: 'Protokoll 27 mars',
  registrationNumber: 'KS 2026/114',
  meetingDate: '2026-03-27',
  language: 'sv',
  requiredLevelOfAssurance: 'substantial',
  steps: [
    { quorum: 1, tasks: [{ field: 'Justera_1', name: 'Bo Lind', role: 'secretary', roleTitle: 'sekreterare' }] },
    {
      quorum: 1,
      tasks: [
        { field: 'Justera_2', name: 'Anna Ek', role: 'adjuster', roleTitle: 'justerare' },
        { field: 'Justera_3', name: 'Per Öst', role: 'adjuster', roleTitle: 'justerare' },
      ],
    },
  ],
};

function codeOf(value: unknown): string {
  try {
    parseCaseManifest(typeof value === 'string' ? value : JSON.stringify(value));
    return 'accepted';
  } catch (error) {
    return error instanceof ManifestError ? `${error.code} ${error.where}` : `not typed: ${String(error)}`;
  }
}

describe('case manifest', () => {
  it('comes back as it was written', () => {
    expect(parseCaseManifest(serialiseCaseManifest(manifest))).toEqual(manifest);
  });

  it('keeps the hash of rewritten bytes, where a broken upload was rewritten', () => {
    const rewritten = { ...manifest, rewrittenSha256: 'cd'.repeat(32) };
    expect(parseCaseManifest(serialiseCaseManifest(rewritten))).toEqual(rewritten);
    expect(codeOf({ ...manifest, rewrittenSha256: 'CD' })).toBe('bad-value rewrittenSha256');
  });

  it('is written the same whatever the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as CaseManifest;
    expect(serialiseCaseManifest(turned)).toBe(serialiseCaseManifest(manifest));
    expect(serialiseCaseManifest(manifest)).toMatch(/^\{"bodyName":"Kommunstyrelsen i Ängaryd","caseId":/);
  });

  it.each([
    ['unknown-key', { ...manifest, extra: 1 }, 'unknown-key '],
    ['missing key', Object.fromEntries(Object.entries(manifest).filter(([key]) => key !== 'steps')), 'missing-key steps'],
    ['a newer version', { ...manifest, version: 2 }, 'unknown-version version'],
    ['upper-case hash', { ...manifest, originalSha256: 'AB'.repeat(32) }, 'bad-value originalSha256'],
    ['a day that does not exist', { ...manifest, meetingDate: '2026-02-30' }, 'bad-value meetingDate'],
    ['no steps', { ...manifest, steps: [] }, 'bad-value steps'],
    ['quorum above the number of tasks', { ...manifest, steps: [{ quorum: 2, tasks: manifest.steps[0]?.tasks }] }, 'bad-value steps[0].quorum'],
    ['a reader as signatory', { ...manifest, steps: [{ quorum: 1, tasks: [{ ...manifest.steps[0]?.tasks[0], role: 'reader' }] }] }, 'bad-value steps[0].tasks[0].role'],
    ['two tasks on one field', { ...manifest, steps: [manifest.steps[0], manifest.steps[0]] }, 'duplicate-field steps[1].tasks[0].field'],
    ['an array', [], 'bad-value '],
    ['broken JSON', '{', 'not-json '],
    ['null', null, 'bad-value '],
  ])('refuses %s', (_name, value, expected) => {
    expect(codeOf(value)).toBe(expected);
  });

  it('refuses to write what it would not read', () => {
    expect(() => serialiseCaseManifest({ ...manifest, caseId: '' })).toThrow(ManifestError);
  });

  it('never throws anything but ManifestError, whatever it is given', () => {
    fc.assert(fc.property(fc.json(), (json) => !codeOf(json).startsWith('not typed')));
  });

  it('round-trips any names and titles', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(name, name, fc.constantFrom(...signatoryRoles), (person, title, role) => {
        const one: CaseManifest = { ...manifest, title, steps: [{ quorum: 1, tasks: [{ field: 'A', name: person, role, roleTitle: title }] }] };
        expect(parseCaseManifest(serialiseCaseManifest(one))).toEqual(one);
      }),
    );
  });
});
