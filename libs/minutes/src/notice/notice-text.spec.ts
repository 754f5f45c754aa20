import { localGovernmentClock } from '../clock/legal-clock.js';
import { noticeText, type NoticeFacts } from './notice-text.js';

const facts: NoticeFacts = {
  language: 'sv', bodyName: 'kommunstyrelsen i Exempel', title: 'Protokoll §§ 34–52', meetingDate: '2026-03-27', registrationNumber: 'KS 2026/114',
  adjustedOn: '2026-04-08', postedOn: '2026-04-10', keptAt: 'kommunkansliet', official: 'Bo Lind',
};

describe('the notice', () => {
  it('says body, meeting, adjustment, up, down and where the minutes are kept', () => {
    expect(noticeText('notice', facts, localGovernmentClock)).toEqual({
      title: 'Anslag om justerat protokoll',
      rows: [
        ['Organ', 'kommunstyrelsen i Exempel'], ['Protokoll', 'Protokoll §§ 34–52'], ['Sammanträdesdag', '27 mars 2026'], ['Diarienummer', 'KS 2026/114'], ['Protokollet justerat', '8 april 2026'],
        // Three weeks end on the first of May, and then there is a weekend.
        ['Anslaget sätts upp', '10 april 2026'], ['Anslaget tas ner tidigast', '5 maj 2026'], ['Protokollet förvaras hos', 'kommunkansliet'],
      ],
      paragraphs: ['Protokollet är justerat. Besluten kan överklagas genom laglighetsprövning till och med 4 maj 2026.', 'Om ingen överklagar får besluten laga kraft 5 maj 2026.'],
    });
  });

  it('its proof is the same with the official who posted it', () => {
    const [notice, proof] = [noticeText('notice', facts, localGovernmentClock), noticeText('proof', facts, localGovernmentClock)];
    expect(proof.rows).toEqual([...notice.rows, ['Anslaget uppsatt av', 'Bo Lind']]);
    expect(proof.paragraphs).toEqual([...notice.paragraphs, 'Bo Lind har satt upp anslaget 10 april 2026.']);
  });

  it.each(['notice', 'proof'] as const)('%s says as much in English, and legal force in neither language without its condition', (kind) => {
    const [swedish, english] = [noticeText(kind, facts, localGovernmentClock), noticeText(kind, { ...facts, language: 'en' }, localGovernmentClock)];
    expect([english.rows.length, english.paragraphs.length]).toEqual([swedish.rows.length, swedish.paragraphs.length]);
    expect(swedish.rows.map(([name]) => name).filter((name) => english.rows.some(([other]) => other === name))).toEqual([]);
    expect(swedish.paragraphs.filter((text) => text.includes('laga kraft')).every((text) => text.startsWith('Om ingen överklagar'))).toBe(true);
    expect(english.paragraphs.filter((text) => text.includes('legal force')).every((text) => text.startsWith('If nobody appeals'))).toBe(true);
  });

  it('leaves out a registration number that there is not', () => {
    expect(noticeText('notice', { ...facts, registrationNumber: '' }, localGovernmentClock).rows.map(([name]) => name)).not.toContain('Diarienummer');
  });
});
