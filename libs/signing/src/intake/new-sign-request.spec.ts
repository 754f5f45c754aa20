import { errorCode } from '#platform';
import { parseNewSignRequest, type NewSignRequest } from './new-sign-request.js';

const valid: NewSignRequest = {
  bodyId: '018f3c5e-7d3a-7c11-8a52-0123456789ab',
  title: 'Protokoll',
  meetingDate: '2026-03-27',
  registrationNumber: 'KS 2026/114',
  language: 'sv',
  authentication: 'openIdConnect',
  requiredLevelOfAssurance: 'substantial',
  sender: { name: 'Bo Lind' },
  signatories: [
    { name: 'Bo Lind', email: 'bo@exempel.example', role: 'secretary', step: 1 },
    { name: 'Anna Ek', email: 'anna@exempel.example', role: 'adjuster', step: 2 },
  ],
};
const codeOf = (value: unknown): string => {
  try {
    parseNewSignRequest(value);
    return 'accepted';
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
};
const [first, second] = valid.signatories;

describe('parseNewSignRequest', () => {
  it('takes a right one, trimmed and in NFC', () => {
    const decomposed = { ...valid, title: '  A\u030Arsmo\u0308te ' };
    expect(parseNewSignRequest(decomposed).title).toBe('Årsmöte');
  });

  it.each([
    ['no-signatory', { ...valid, signatories: [] }],
    ['too-many-signatories', { ...valid, signatories: Array.from({ length: 201 }, (_, i) => ({ ...first, email: `a${i}@exempel.example` })) }],
    ['same-address-twice', { ...valid, signatories: [first, { ...second, step: 1, email: 'BO@exempel.example' }] }],
    ['unknown-role', { ...valid, signatories: [{ ...first, role: 'emperor' }] }],
    ['only-readers', { ...valid, signatories: [{ ...first, role: 'reader' }] }],
    ['address-invalid', { ...valid, signatories: [{ ...first, email: 'bo at exempel' }] }],
    ['steps-not-contiguous', { ...valid, signatories: [{ ...first, step: 2 }] }],
    ['steps-not-contiguous', { ...valid, signatories: [first, { ...second, step: 3 }] }],
    ['method-below-required-level', { ...valid, authentication: 'emailCode' }],
    ['request-invalid', { ...valid, meetingDate: '2026-02-30' }],
    ['request-invalid', { ...valid, expiresAt: '2026-04-10' }],
    ['request-invalid', { ...valid, expiresAt: '2026-04-10T12:00:00' }],
    ['request-invalid', { ...valid, expiresAt: '9999-12-31T23:59:59-12:00' }],
    ['request-invalid', { ...valid, bodyId: 'x' }],
    ['request-invalid', { ...valid, title: 'nul\u0000' }],
    ['request-invalid', { ...valid, title: '\ud800' }],
    ['request-invalid', { ...valid, title: '   ' }],
    ['request-invalid', { ...valid, signatories: [{ ...first, name: 'Bo \u202eEk' }] }],
    ['request-invalid', { ...valid, signatories: [{ ...first, name: 'x'.repeat(65) }] }],
    ['request-invalid', undefined],
  ])('%s', (code, value) => {
    expect(codeOf(value)).toBe(code);
  });

  it('takes the time after which nobody can sign with any offset', () => {
    expect(parseNewSignRequest({ ...valid, expiresAt: '2026-04-10T12:00:00+02:00' }).expiresAt).toEqual(new Date('2026-04-10T10:00:00Z'));
  });

  it('the same address in two steps is one person who signs twice, and allowed', () => {
    expect(codeOf({ ...valid, signatories: [first, { ...second, email: first?.email }] })).toBe('accepted');
  });

  it('says which signatory is wrong, and repeats nothing of what was written', () => {
    try {
      parseNewSignRequest({ ...valid, signatories: [first, { ...second, email: 'secret words' }] });
      throw new Error('accepted');
    } catch (error) {
      expect(error).toMatchObject({ code: 'address-invalid', details: { signatory: 2 }, status: 422 });
      expect(JSON.stringify(error)).not.toContain('secret words');
    }
  });
});
