import { reasonSentencesEn } from './texts/reason-sentences-en.js';
import { reasonSentencesSv } from './texts/reason-sentences-sv.js';
import { factsOf, visibleChanges, type Facts } from './texts/facts.js';
import { wordsEn } from './texts/words-en.js';
import { wordsSv } from './texts/words-sv.js';
import { hasNothingToJudge, type Question } from './texts/words.js';
import type { ValidationReport } from './validation-report.js';

/** Good, bad, cannot say. */
export type AnswerMark = 'yes' | 'no' | 'unknown';

export interface Answer {
  readonly heading: string;
  readonly mark: AnswerMark;
  readonly text: string;
}

export interface ReportTexts {
  /** One sentence on top, the verdict first. */
  readonly headline: string;
  readonly verdict: string;
  /** Six, always in this order. */
  readonly answers: Readonly<Record<Question, Answer>>;
  readonly notChecked: { readonly heading: string; readonly items: readonly string[] };
  readonly advice: { readonly heading: string; readonly items: readonly string[] };
  /** One sentence for each reason, most important first. */
  readonly details: readonly string[];
}

const words = { sv: wordsSv, en: wordsEn };
const sentences = { sv: reasonSentencesSv, en: reasonSentencesEn };

/**
 * The report in words for people (spec: texts, Validation). Says no more than the report does.
 *
 * @param timeZone IANA name of the zone in which times are shown; the zone's offset is shown with them
 */
export function describeReport(report: ValidationReport, language: 'sv' | 'en', timeZone = 'Europe/Stockholm'): ReportTexts {
  const own = words[language];
  const facts = factsOf(report, language, (iso) => formatTime(iso, language, timeZone));
  const answer = (question: Question): Answer => ({ heading: own.headings[question], mark: markOf(question, facts), text: own.answers[question](facts) });
  return {
    headline: own.headline(facts),
    verdict: own.verdict(facts),
    answers: {
      intact: answer('intact'), changedSince: answer('changedSince'), who: answer('who'),
      trustedBy: answer('trustedBy'), when: answer('when'), complete: answer('complete'),
    },
    notChecked: { heading: own.notCheckedHeading, items: report.notChecked.map((code) => own.notChecked[code]) },
    advice: { heading: own.adviceHeading, items: own.advice(facts) },
    details: report.document.reasons.map((code) => sentences[language][code]),
  };
}

function markOf(question: Question, facts: Facts): AnswerMark {
  const { report, signatures, situation } = facts;
  const isLost = situation === 'content-changed' || situation === 'malformed';
  if (question === 'complete') return isLost || situation === 'changed-after' || report.document.status === 'unsigned' ? 'no' : report.document.complete;
  if (hasNothingToJudge(facts) || report.signatures.length === 0) return 'unknown';
  switch (question) {
    case 'intact':
      return report.signatures.every(({ integrity }) => integrity === 'intact') ? 'yes' : 'no';
    case 'changedSince':
      return isLost ? 'unknown' : changeMark(facts);
    case 'who':
      if (facts.mismatch !== undefined) return 'no';
      return !isLost && situation !== 'changed-after' && everyone(facts, ({ trust }) => trust.status === 'trusted') ? 'yes' : 'unknown';
    case 'trustedBy':
      return !isLost && everyone(facts, ({ trust }) => trust.status === 'trusted') ? 'yes' : 'unknown';
    case 'when':
      return !isLost && signatures.length > 0 && facts.provenTime !== null ? 'yes' : 'unknown';
  }
}

function changeMark({ report }: Facts): AnswerMark {
  const states = report.signatures.map(({ changesAfter }) => changesAfter);
  if (states.includes('forbidden')) return 'no';
  const isOpen = report.document.findings.some(({ code, weight }) => weight === 'indeterminate' && visibleChanges.has(code));
  return isOpen || states.includes('unknown') ? 'unknown' : 'yes';
}

function everyone({ signatures }: Facts, holds: (signature: Facts['signatures'][number]) => boolean): boolean {
  return signatures.length > 0 && signatures.every(holds);
}

/** "31 mars 2026 kl. 14.05 (UTC+2)": a time without its zone is a guess. */
function formatTime(iso: string, language: 'sv' | 'en', timeZone: string): string {
  const time = new Date(iso);
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB';
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(time);
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset' }).formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const clock = language === 'sv' ? `kl. ${part('hour')}.${part('minute')}` : `at ${part('hour')}:${part('minute')}`;
  return `${day} ${clock} (${part('timeZoneName').replace('GMT', 'UTC')})`;
}
