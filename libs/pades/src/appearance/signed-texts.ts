import { formatMeetingDate, type Language } from '#minutes';
import { zonedTime } from '../zoned-time.js';
import type { SignedTexts } from './signed-appearance.js';

/** The words of a signed box. The time is the signature dictionary's /M, with its zone, and is called signing time. */
export function signedTexts(language: Language, signingTime: Date, timeZone: string, methodText: string, remark = ''): SignedTexts {
  const time = zonedTime(signingTime, timeZone);
  const day = formatMeetingDate(time.date, language);
  const said = remark.trim();
  return language === 'sv'
    ? { signedAt: `Underskrivet ${day} kl. ${time.clock.replaceAll(':', '.')} (UTC${time.offset})`, method: `Legitimerad med ${methodText}`, ...(said === '' ? {} : { remark: `Anmärkning: ${said}` }) }
    : { signedAt: `Signed ${day} at ${time.clock} (UTC${time.offset})`, method: `Identified by ${methodText}`, ...(said === '' ? {} : { remark: `Remark: ${said}` }) };
}

/** What stands in the printed slot of `substituteFor` when somebody else signs in it. */
export function substituteText(language: Language, name: string, substituteFor: string): string {
  return language === 'sv' ? `${name}, ersättare för ${substituteFor}` : `${name}, substitute for ${substituteFor}`;
}
