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

  it('names a remark word for word, in both languages, and says that it will be seen', () => {
    const remark = 'Deltog från § 4. ”Så”';
    expect(consentText({ ...facts, remark })).toContain(`\n\nJag skriver under med denna anmärkning: ”${remark}”\n\nI underskriften syns: Anna Ek, justerare, Exempel-leg, tid och anmärkningen.`);
    expect(consentText({ ...facts, remark, language: 'en' })).toContain(`\n\nI sign with this remark: “${remark}”\n\nThe signature shows: Anna Ek, justerare, Exempel-leg, time and the remark.`);
  });

  it('lets the secretary say that she kept the minutes, and others only that they sign', () => {
    expect(consentText({ ...facts, role: 'secretary' })).toContain('Jag har fört protokollet.');
    expect(consentText({ ...facts, role: 'participant', roleTitle: 'revisor' })).toContain('Jag skriver under som revisor.');
    expect(consentText({ ...facts, role: 'participant' })).not.toContain('intygar');
  });
});
