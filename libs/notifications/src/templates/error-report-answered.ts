import { paragraph, type MailText } from '../mail/block.js';
import type { ErrorReportAnsweredMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes } from './common.js';

/** The answer to whoever reported an error, beside their own words, so that it can be understood a week later. */
export function errorReportAnswered(mail: ErrorReportAnsweredMail): MailText {
  if (mail.case.language === 'sv') {
    return {
      subject: `Svar om felet: ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`Du meddelade ett fel i ${theMinutes(mail.case)} (${particulars(mail.case)}):`),
        { kind: 'quote', text: mail.yourWords },
        paragraph('Svaret är:'),
        { kind: 'quote', text: mail.reason },
        paragraph('Har du inte skrivit under än gör du det med länken som du har fått. Håller du inte med, avstå från att skriva under och säg varför.'),
        signedBy(mail.sender, mail.case),
      ],
    };
  }
  return {
    subject: `Answer about the error: ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`You reported an error in ${theMinutes(mail.case)} (${particulars(mail.case)}):`),
      { kind: 'quote', text: mail.yourWords },
      paragraph('The answer is:'),
      { kind: 'quote', text: mail.reason },
      paragraph('If you have not signed yet, do so with the link that you have got. If you do not agree, decline to sign and say why.'),
      signedBy(mail.sender, mail.case),
    ],
  };
}
