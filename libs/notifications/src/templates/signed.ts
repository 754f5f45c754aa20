import { paragraph, type MailText } from '../mail/block.js';
import { timeOf } from '../mail/dates.js';
import type { SignedMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes } from './common.js';

export function signed(mail: SignedMail): MailText {
  const { language } = mail.case;
  const time = timeOf(mail.signedAt, language, mail.timeZone);
  const [count, total] = [String(mail.signedCount), String(mail.totalCount)];
  if (language === 'sv') {
    return {
      subject: `Du har skrivit under: ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`Klart! Du skrev under ${theMinutes(mail.case)} (${particulars(mail.case)}) ${time}.`, `${count} av ${total} har skrivit under.`),
        ...(mail.withRemark === true ? [paragraph('Du skrev under med en anmärkning. Den står i underskriften.')] : []),
        paragraph('Du behöver inte göra något mer. När protokollet är färdigt mejlar vi dig en länk till filen.'),
        paragraph(`Var det inte du som skrev under? Ring genast ${mail.sender.name} via växeln.`),
        signedBy(mail.sender, mail.case),
      ],
    };
  }
  return {
    subject: `You have signed: ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`Done! You signed ${theMinutes(mail.case)} (${particulars(mail.case)}) on ${time}.`, `${count} of ${total} have signed.`),
        ...(mail.withRemark === true ? [paragraph('You signed with a remark. It stands in the signature.')] : []),
      paragraph('There is nothing more for you to do. When the minutes are completed, we mail you a link to the file.'),
      paragraph(`Was it not you who signed? Call ${mail.sender.name} through the switchboard at once.`),
      signedBy(mail.sender, mail.case),
    ],
  };
}
