import type { ValidationReport } from '#validation';
import type { ValidationAnswer } from '#validator';

const exitCodes: Readonly<Record<ValidationReport['document']['status'], number>> = { valid: 0, 'not-valid': 1, indeterminate: 2, unsigned: 3, unreadable: 4 };
/** Worst first, for several files. */
const severity = [1, 4, 2, 3, 0];

export function exitCodeOf(reports: readonly ValidationReport[]): number {
  const codes = reports.map(({ document }) => exitCodes[document.status]);
  return severity.find((code) => codes.includes(code)) ?? 0;
}

export function asText(file: string, answer: ValidationAnswer, language: 'sv' | 'en'): string {
  const texts = answer.texts[language];
  const lines = Object.values(texts.answers).map(({ heading, text }) => `  ${heading} ${text}`);
  const advice = texts.advice.items.length > 0 ? [`  ${texts.advice.heading} ${texts.advice.items.join(' ')}`] : [];
  return [`${file}: ${texts.headline}`, ...lines, `  ${texts.notChecked.heading} ${texts.notChecked.items.join('; ')}`, ...advice].join('\n');
}

/** The report as programs read it: its words are for people and stay out. */
export function asJson(file: string, { texts: _, ...report }: ValidationAnswer): object {
  return { file, ...report };
}
