import { paragraph, type MailText } from '../mail/block.js';
import type { OneTimeCodeMail } from '../mail/mail-content.js';
import { greeting, signedBy, theMinutes } from './common.js';

export function oneTimeCode(mail: OneTimeCodeMail): MailText {
  // Two groups of four are easier to carry over to another device; the page takes the space.
  const code = `${mail.code.slice(0, 4)} ${mail.code.slice(4)}`;
  const minutes = String(mail.lifetimeMinutes);
  if (mail.case.language === 'sv') {
    return {
      subject: `${code} är din kod för att skriva under`,
      heading: greeting(mail),
      blocks: [
        paragraph(`Här är koden för att skriva under ${theMinutes(mail.case)}. Skriv in den på sidan som du har öppen.`),
        { kind: 'code', text: code },
        paragraph(`Koden gäller i ${minutes} minuter och för den här underskriften. Lämna den inte till någon, inte heller till oss i telefon.`),
        paragraph('Har du inte bett om någon kod? Då behöver du inte göra något, och inget skrivs under.'),
        signedBy(mail.sender, mail.case),
      ],
    };
  }
  return {
    subject: `${code} is your code to sign`,
    heading: greeting(mail),
    blocks: [
      paragraph(`Here is the code to sign ${theMinutes(mail.case)}. Type it on the page that you have open.`),
      { kind: 'code', text: code },
      paragraph(`The code is valid for ${minutes} minutes and for this signature. Give it to nobody, not to us by phone either.`),
      paragraph('Did you not ask for a code? Then there is nothing to do, and nothing is signed.'),
      signedBy(mail.sender, mail.case),
    ],
  };
}
