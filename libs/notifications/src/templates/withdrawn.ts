import { paragraph, type MailText } from '../mail/block.js';
import type { WithdrawnMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes, yourApprovalIsVoid, yourSignatureStays } from './common.js';

export function withdrawn(mail: WithdrawnMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: WithdrawnMail): MailText {
  return {
    subject: `Återkallat: protokoll från ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`Vi har återkallat ${theMinutes(mail.case)} (${particulars(mail.case)}). Skälet är:`),
      { kind: 'quote', text: mail.reason },
      ...(mail.yourApprovalIsVoid ? [yourApprovalIsVoid(mail.case)] : []),
      ...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : []),
      paragraph('Du behöver inte göra något. Länken i det tidigare mejlet går inte längre att skriva under med.'),
      signedBy(mail.sender, mail.case),
    ],
  };
}

function english(mail: WithdrawnMail): MailText {
  return {
    subject: `Withdrawn: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`We have withdrawn ${theMinutes(mail.case)} (${particulars(mail.case)}). The reason is:`),
      { kind: 'quote', text: mail.reason },
      ...(mail.yourApprovalIsVoid ? [yourApprovalIsVoid(mail.case)] : []),
      ...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : []),
      paragraph('There is nothing for you to do. The link in the earlier mail can no longer be used to sign.'),
      signedBy(mail.sender, mail.case),
    ],
  };
}
