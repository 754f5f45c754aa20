import { formatMeetingDate, type Language } from '#minutes';
import { zonedTime } from '../zoned-time.js';
import type { SignedTexts } from './signed-appearance.js';

/** The words of a signed box. The time is the signature dictionary's /M, with its zone, and is called signing time. */
export function signedTexts(language: Language, signingTime: Date, timeZone: string, methodText: string, remark = ''): SignedTexts {
  const time = zonedTime(signingTime, timeZone);
  const day = formatMeetingDate(time.date, language);
  const said = remarkText(language, remark);
  const shown = said === undefined ? {} : { remark: said };
  return language === 'sv'
    ? { signedAt: `Underskrivet ${day} kl. ${time.clock.replaceAll(':', '.')} (UTC${time.offset})`, method: `Legitimerad med ${methodText}`, ...shown }
    : { signedAt: `Signed ${day} at ${time.clock} (UTC${time.offset})`, method: `Identified by ${methodText}`, ...shown };
}

/**
 * A remark with the word that says what it is: in the box, and as /Reason of the signature, where every reader shows it. Validators look
 * for these two words, so they stay. Undefined for none.
 */
export function remarkText(language: Language, remark = ''): string | undefined {
  const said = remark.trim();
  if (said === '') return undefined;
  return language === 'sv' ? `Anmärkning: ${said}` : `Remark: ${said}`;
}
