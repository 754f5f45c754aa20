import { paragraph, type MailText } from '../mail/block.js';
import type { SupersededMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes, yourApprovalIsVoid } from './common.js';

export function superseded(mail: SupersededMail): MailText {
  const minutes = `${theMinutes(mail.case)} (${particulars(mail.case)})`;
  const quote = { kind: 'quote', text: mail.reason } as const;
  if (mail.case.language === 'sv') {
    return {
      subject: `Rättat: protokoll från ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`En rättad version kommer i stället för ${minutes}. Det här är rättat:`),
        quote,
        ...(mail.yourApprovalIsVoid ? [yourApprovalIsVoid(mail.case)] : []),
        ...(mail.youHadSigned ? [paragraph('Du hade skrivit under den förra versionen. Underskriften finns kvar i den filen och gäller inte den nya.')] : []),
        paragraph('Ska du skriva under den nya får du ett nytt mejl när det är din tur. Länken i det tidigare mejlet går inte längre att skriva under med.'),
        signedBy(mail.sender, mail.case),
      ],
    };
  }
  return {
    subject: `Corrected: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`A corrected version comes instead of ${minutes}. This is corrected:`),
      quote,
      ...(mail.yourApprovalIsVoid ? [yourApprovalIsVoid(mail.case)] : []),
      ...(mail.youHadSigned ? [paragraph('You had signed the version before. The signature stays in that file and is not for the new one.')] : []),
      paragraph('If you are to sign the new one, you get a new mail when it is your turn. The link in the earlier mail can no longer be used to sign.'),
      signedBy(mail.sender, mail.case),
    ],
  };
}
