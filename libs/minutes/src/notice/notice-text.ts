import { appealPeriod, type AppealPeriod, type LegalClock } from '../clock/legal-clock.js';
import type { Language } from '../language.js';
import { formatMeetingDate } from '../meeting-date.js';

/** What a notice of adjusted minutes (anslag) says. Days are YYYY-MM-DD. */
export interface NoticeFacts {
  readonly language: Language;
  readonly bodyName: string;
  readonly title: string;
  readonly meetingDate: string;
  /** May be empty. */
  readonly registrationNumber: string;
  readonly adjustedOn: string;
  readonly postedOn: string;
  /** Where the minutes can be read. */
  readonly keptAt: string;
  /** Who posted it; needed for the proof (anslagsbevis) alone. */
  readonly official?: string;
}

export type NoticeKind = 'notice' | 'proof';

export interface NoticeText {
  readonly title: string;
  /** Name and value. */
  readonly rows: readonly (readonly [string, string])[];
  readonly paragraphs: readonly string[];
}

/**
 * The words of a notice, or of the proof that it was posted, which is the notice with the official who did. That decisions come into legal force is
 * never said without "if nobody appeals".
 */
export function noticeText(kind: NoticeKind, facts: NoticeFacts, clock: LegalClock): NoticeText {
  const period = appealPeriod(facts.postedOn, clock);
  return facts.language === 'sv' ? swedish(kind, facts, period) : english(kind, facts, period);
}

function swedish(kind: NoticeKind, facts: NoticeFacts, { lastDay, takeDownOn, legalForceOn }: AppealPeriod): NoticeText {
  const day = (date: string): string => formatMeetingDate(date, 'sv');
  return {
    title: kind === 'notice' ? 'Anslag om justerat protokoll' : 'Bevis om anslag av justerat protokoll',
    rows: [
      ['Organ', facts.bodyName],
      ['Protokoll', facts.title],
      ['Sammanträdesdag', day(facts.meetingDate)],
      ...row('Diarienummer', facts.registrationNumber),
      ['Protokollet justerat', day(facts.adjustedOn)],
      ['Anslaget sätts upp', day(facts.postedOn)],
      ['Anslaget tas ner tidigast', day(takeDownOn)],
      ['Protokollet förvaras hos', facts.keptAt],
      ...(kind === 'proof' ? row('Anslaget uppsatt av', facts.official ?? '') : []),
    ],
    paragraphs: [
      `Protokollet är justerat. Besluten kan överklagas genom laglighetsprövning till och med ${day(lastDay)}.`,
      `Om ingen överklagar får besluten laga kraft ${day(legalForceOn)}.`,
      ...(kind === 'proof' ? [`${facts.official ?? ''} har satt upp anslaget ${day(facts.postedOn)}.`] : []),
    ],
  };
}

function english(kind: NoticeKind, facts: NoticeFacts, { lastDay, takeDownOn, legalForceOn }: AppealPeriod): NoticeText {
  const day = (date: string): string => formatMeetingDate(date, 'en');
  return {
    title: kind === 'notice' ? 'Notice of adjusted minutes' : 'Proof of notice of adjusted minutes',
    rows: [
      ['Body', facts.bodyName],
      ['Minutes', facts.title],
      ['Date of the meeting', day(facts.meetingDate)],
      ...row('Registration number', facts.registrationNumber),
      ['Minutes adjusted', day(facts.adjustedOn)],
      ['Notice posted', day(facts.postedOn)],
      ['Notice taken down at the earliest', day(takeDownOn)],
      ['Minutes kept at', facts.keptAt],
      ...(kind === 'proof' ? row('Notice posted by', facts.official ?? '') : []),
    ],
    paragraphs: [
      `The minutes have been adjusted. The decisions can be appealed (review of legality) until the end of ${day(lastDay)}.`,
      `If nobody appeals, the decisions come into legal force on ${day(legalForceOn)}.`,
      ...(kind === 'proof' ? [`${facts.official ?? ''} posted the notice on ${day(facts.postedOn)}.`] : []),
    ],
  };
}

const row = (name: string, value: string): readonly (readonly [string, string])[] => (value === '' ? [] : [[name, value]]);
