import { paragraph, type MailText } from '../mail/block.js';
import type { ExpiredMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes, yourApprovalIsVoid, yourSignatureStays } from './common.js';

export function expired(mail: ExpiredMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: ExpiredMail): MailText {
  return {
    subject: `Tiden har gått ut: protokoll från ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`Tiden för att skriva under ${theMinutes(mail.case)} (${particulars(mail.case)}) har gått ut innan alla underskrifter fanns på plats.`),
      ...(mail.yourApprovalIsVoid ? [yourApprovalIsVoid(mail.case)] : []),
      ...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : []),
      paragraph(`Ingen kan skriva under nu. Länken i det tidigare mejlet går inte längre att skriva under med. Frågor? Ring ${mail.sender.name}.`),
      signedBy(mail.sender, mail.case),
    ],
  };
}

function english(mail: ExpiredMail): MailText {
  return {
    subject: `The time is up: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`The time to sign ${theMinutes(mail.case)} (${particulars(mail.case)}) ran out before all signatures were in place.`),
      ...(mail.yourApprovalIsVoid ? [yourApprovalIsVoid(mail.case)] : []),
      ...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : []),
      paragraph(`Nobody can sign now. The link in the earlier mail can no longer be used to sign. Questions? Call ${mail.sender.name}.`),
      signedBy(mail.sender, mail.case),
    ],
  };
}
