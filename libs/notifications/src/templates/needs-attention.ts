import type { Language } from '#minutes';
import { paragraph, type MailText } from '../mail/block.js';
import type { NeedsAttentionMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, theMinutes } from './common.js';

type Cause = 'timestamp' | 'mail' | 'revocation' | 'identity' | 'other';

const sentences: Readonly<Record<Cause, Readonly<Record<Language, string>>>> = {
  timestamp: { sv: 'Tidsstämplingen svarar inte.', en: 'The time-stamping service does not answer.' },
  mail: { sv: 'Ett mejl till en av dem som ska skriva under går inte fram.', en: 'A mail to one of the signatories does not get through.' },
  revocation: { sv: 'Uppgifterna om certifikaten går inte att hämta.', en: 'The status of the certificates cannot be fetched.' },
  identity: { sv: 'Legitimeringstjänsten svarar inte.', en: 'The identification service does not answer.' },
  other: { sv: 'Ett steg har misslyckats flera gånger.', en: 'A step has failed several times.' },
};

function sentenceFor(cause: string, language: Language): string {
  const families: readonly [RegExp, Cause][] = [
    [/^timestamp-/, 'timestamp'],
    [/^mail-/, 'mail'],
    [/^(revocation-|chain-)/, 'revocation'],
    [/^provider-/, 'identity'],
  ];
  const family = families.find(([pattern]) => pattern.test(cause))?.[1] ?? 'other';
  return sentences[family][language];
}

/** To the sender. It says that nothing is lost before it says what to do: that is what people ask first. */
export function needsAttention(mail: NeedsAttentionMail): MailText {
  const { language } = mail.case;
  const sentence = sentenceFor(mail.cause, language);
  if (language === 'sv') {
    return {
      subject: `Behöver din hjälp: ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`${sentence} Det gäller ${theMinutes(mail.case)} (${particulars(mail.case)}). Felkod: ${mail.cause}.`),
        paragraph('Inget är förlorat, och vi fortsätter att försöka. I ärendet ser du vad som har hänt och kan försöka igen direkt.'),
        { kind: 'button', text: 'Öppna ärendet', link: mail.link },
      ],
    };
  }
  return {
    subject: `Needs your help: ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`${sentence} This concerns ${theMinutes(mail.case)} (${particulars(mail.case)}). Error code: ${mail.cause}.`),
      paragraph('Nothing is lost, and we keep trying. The case shows what has happened and lets you try again at once.'),
      { kind: 'button', text: 'Open the case', link: mail.link },
    ],
  };
}
