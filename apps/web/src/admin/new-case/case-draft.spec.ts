import { addRow, checkDraft, emptyDraft, toRequest, type CaseDraft, type SignatoryDraft } from './case-draft.js';

const row = (key: number, change: Partial<SignatoryDraft>): SignatoryDraft => ({
  key,
  name: `Person ${key}`,
  email: `p${key}@exempel.example`,
  role: 'adjuster',
  roleTitle: '',
  step: '1',
  ...change,
});

const draft = (signatories: readonly SignatoryDraft[], change: Partial<CaseDraft> = {}): CaseDraft => ({
  ...emptyDraft('sv'),
  title: 'Protokoll',
  bodyId: 'b1',
  meetingDate: '2026-03-27',
  registrationNumber: 'KS 2026/114',
  senderName: 'Bo Lind',
  signatories,
  ...change,
});

const codes = (value: CaseDraft): string[] => checkDraft(value, '2026-03-27').map(({ field, code }) => `${field}: ${code}`);

describe('a new case before it is sent', () => {
  it('passes when everything is there', () => {
    expect(codes(draft([row(1, {}), row(2, { step: '2' })]))).toEqual([]);
  });

  it('names each field that is missing', () => {
    expect(codes(emptyDraft('sv')).slice(0, 6)).toEqual(['title: title', 'body: body', 'meetingDate: meetingDate', 'sender: sender', 'signatory-1-name: name', 'signatory-1-email: email']);
  });

  it('refuses the same address twice in a step, however it is written, but not in another step', () => {
    const twice = [row(1, { email: 'Anna@Exempel.example' }), row(2, { email: ' anna@exempel.example ' })];
    expect(codes(draft(twice))).toEqual(['signatory-2-email: emailTwice']);
    expect(codes(draft([row(1, { email: 'a@x.example' }), row(2, { email: 'a@x.example', step: '2' })]))).toEqual([]);
  });

  it('refuses what is no address and no step', () => {
    expect(codes(draft([row(1, { email: 'anna' })]))).toEqual(['signatory-1-email: emailShape']);
    expect(codes(draft([row(1, { step: '0' })]))).toEqual(['signatory-1-step: step']);
    expect(codes(draft([row(1, { step: 'x' })]))).toEqual(['signatory-1-step: step']);
  });

  it('refuses a gap between steps', () => {
    expect(codes(draft([row(1, {}), row(2, { step: '3' })]))).toEqual(['signatory-2-step: stepGap']);
  });

  it('asks for level substantial only where the method can give it', () => {
    expect(toRequest(draft([row(1, {})], { authentication: 'openIdConnect' })).requiredLevelOfAssurance).toBe('substantial');
    expect(toRequest(draft([row(1, {})], { authentication: 'emailCode' })).requiredLevelOfAssurance).toBe('low');
  });

  it('refuses a last day that has passed; the due date may have', () => {
    expect(codes(draft([row(1, {})], { expiresOn: '2026-03-26', dueDate: '2026-03-26' }))).toEqual(['expiresOn: expiresOn']);
    expect(codes(draft([row(1, {})], { expiresOn: '2026-03-27' }))).toEqual([]);
  });

  it('leaves out what was not filled in', () => {
    const sent = toRequest(draft([row(1, { roleTitle: ' ' })]));
    expect(sent).not.toHaveProperty('dueDate');
    expect(sent).not.toHaveProperty('expiresOn');
    expect(toRequest(draft([row(1, {})], { expiresOn: '2026-05-01' })).expiresOn).toBe('2026-05-01');
    expect(sent.signatories[0]).toEqual({ name: 'Person 1', email: 'p1@exempel.example', role: 'adjuster', step: 1 });
  });

  it('adds a row in the step of the last one, with a key of its own', () => {
    const rows = addRow([row(1, {}), row(4, { step: '2' })]);
    expect(rows[2]).toMatchObject({ key: 5, step: '2' });
    expect(addRow([])[0]).toMatchObject({ key: 1, step: '1' });
  });
});
