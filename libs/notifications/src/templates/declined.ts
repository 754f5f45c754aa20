import { paragraph, type MailText } from '../mail/block.js';
import type { DeclinedMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes, yourSignatureStays } from './common.js';

export function declined(mail: DeclinedMail): MailText {
  const after = [...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : [])];
  if (mail.case.language === 'sv') {
    return {
      subject: `Underskriften är stoppad: ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`${mail.declinedBy} har avstått från att skriva under ${theMinutes(mail.case)} (${particulars(mail.case)}). Skälet är:`),
        { kind: 'quote', text: mail.reason },
        ...after,
        paragraph('Ingen kan skriva under den här versionen nu. Du behöver inte göra något. Kommer det en ny version får du ett nytt mejl.'),
        signedBy(mail.sender, mail.case),
      ],
    };
  }
  return {
    subject: `Signing has stopped: ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`${mail.declinedBy} has declined to sign ${theMinutes(mail.case)} (${particulars(mail.case)}). The reason is:`),
      { kind: 'quote', text: mail.reason },
      ...after,
      paragraph('Nobody can sign this version now. There is nothing for you to do. If there is a new version, you will get a new mail.'),
      signedBy(mail.sender, mail.case),
    ],
  };
}
