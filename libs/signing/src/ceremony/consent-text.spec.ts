import { consentText, type ConsentFacts } from './consent-text.js';

const facts: ConsentFacts = {
  language: 'sv',
  bodyName: 'kommunstyrelsen',
  meetingDate: '2026-03-27',
  pageCount: 12,
  role: 'adjuster',
  roleTitle: 'justerare',
  certificateName: 'Anna Ek',
  methodText: 'Exempel-leg',
  preparedSha256: '3f9a1c77'.padEnd(64, '0'),
};

describe('consentText', () => {
  it('says in Swedish what the adjuster certifies, and holds the whole fingerprint', () => {
    expect(consentText(facts)).toBe(
      [
        'Jag har läst protokollet från kommunstyrelsen den 27 mars 2026 (12 sidor).',
        'Jag intygar som justerare att det stämmer med det som beslutades. Jag skriver under elektroniskt.',
        'I underskriften syns: Anna Ek, justerare, Exempel-leg, tid. Personnumret står inte i dokumentet.',
        `Dokumentets fingeravtryck (SHA-256): 3f9a 1c77${' 0000'.repeat(14)}`,
      ].join('\n\n'),
    );
  });

  it('says the same in English', () => {
    expect(consentText({ ...facts, language: 'en', roleTitle: 'adjuster' })).toMatch(
      /^I have read the minutes of kommunstyrelsen of 27 March 2026 \(12 pages\)\.\n\nI certify as adjuster that they agree with what was decided\./,
    );
  });

  it('lets the secretary say that she kept the minutes, and others only that they sign', () => {
    expect(consentText({ ...facts, role: 'secretary' })).toContain('Jag har fört protokollet.');
    expect(consentText({ ...facts, role: 'participant', roleTitle: 'revisor' })).toContain('Jag skriver under som revisor.');
    expect(consentText({ ...facts, role: 'participant' })).not.toContain('intygar');
  });
});
