import { paragraph, type Block, type MailText } from '../mail/block.js';
import type { ExpiredMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes, yourSignatureStays } from './common.js';

export function expired(mail: ExpiredMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: ExpiredMail): MailText {
  const approval: Block[] = mail.yourApprovalIsVoid
    ? [paragraph('Du hade godkänt, men din underskrift var inte inlagd än. Ditt godkännande gäller inte längre, och ingen underskrift görs.')]
    : [];
  return {
    subject: `Tiden har gått ut: protokoll från ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`Tiden för att skriva under ${theMinutes(mail.case)} (${particulars(mail.case)}) har gått ut innan alla underskrifter fanns på plats.`),
      ...approval,
      ...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : []),
      paragraph(`Ingen kan skriva under nu. Länken i det tidigare mejlet går inte längre att skriva under med. Frågor? Ring ${mail.sender.name}.`),
      signedBy(mail.sender, mail.case),
    ],
  };
}

function english(mail: ExpiredMail): MailText {
  const approval: Block[] = mail.yourApprovalIsVoid
    ? [paragraph('You had approved, but your signature was not yet added. Your approval no longer holds, and no signature is made.')]
    : [];
  return {
    subject: `The time is up: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`The time to sign ${theMinutes(mail.case)} (${particulars(mail.case)}) ran out before all signatures were in place.`),
      ...approval,
      ...(mail.youHadSigned ? [yourSignatureStays(mail.case)] : []),
      paragraph(`Nobody can sign now. The link in the earlier mail can no longer be used to sign. Questions? Call ${mail.sender.name}.`),
      signedBy(mail.sender, mail.case),
    ],
  };
}
