import { paragraph, type MailText } from '../mail/block.js';
import type { ErrorReportedMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, theMinutes } from './common.js';

/** To whoever sent the minutes: says what waits and what does not, before it says what to do. */
export function errorReported(mail: ErrorReportedMail): MailText {
  if (mail.case.language === 'sv') {
    return {
      subject: `Fel meddelat: ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`${mail.reportedBy} har meddelat ett fel i ${theMinutes(mail.case)} (${particulars(mail.case)}):`),
        { kind: 'quote', text: mail.reason },
        paragraph('Inget är avböjt, och de andra kan skriva under. Men ärendet blir inte färdigt förrän du har svarat. Är protokollet fel, dra tillbaka ärendet och skicka ett rättat.'),
        { kind: 'button', text: 'Öppna ärendet', link: mail.link },
      ],
    };
  }
  return {
    subject: `Error reported: ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`${mail.reportedBy} has reported an error in ${theMinutes(mail.case)} (${particulars(mail.case)}):`),
      { kind: 'quote', text: mail.reason },
      paragraph('Nothing is declined, and the others can sign. But the case is not completed before you have answered. If the minutes are wrong, withdraw the case and send corrected ones.'),
      { kind: 'button', text: 'Open the case', link: mail.link },
    ],
  };
}
