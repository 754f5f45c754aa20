import { roleTitle } from '#minutes';
import { paragraph, type MailText } from '../mail/block.js';
import { shortDayOf } from '../mail/dates.js';
import type { ReminderMail } from '../mail/mail-content.js';
import { greeting, ifUnsure, inShort, particulars, signedBy, theMinutes } from './common.js';
import { canBeSignedUntil, dueBy, lastDayWas } from './times.js';

export function reminder(mail: ReminderMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: ReminderMail): MailText {
  const { dueDate, overdue, sender } = mail;
  const role = mail.roleTitle ?? roleTitle(mail.role, 'sv');
  return {
    subject: overdue ? `Försenat: protokoll att skriva under, ${inShort(mail.case)}` : `Påminnelse: protokoll att skriva under, ${inShort(mail.case)}, senast ${shortDayOf(dueDate, 'sv')}`,
    heading: greeting(mail),
    blocks: [
      paragraph(
        `Du har ännu inte skrivit under ${theMinutes(mail.case)} (${particulars(mail.case)}) som ${role}.`,
        overdue ? lastDayWas(dueDate, 'sv') : `Det ska vara klart ${dueBy(dueDate, 'sv')}.`,
        canBeSignedUntil(mail.expiry, 'sv'),
      ),
      { kind: 'button', text: 'Öppna protokollet', link: mail.link },
      paragraph('Länken är densamma som tidigare. Den är personlig: skicka den inte vidare.'),
      paragraph('Hittar du ett fel, eller vill du inte skriva under? Säg det på sidan, under Meddela fel eller Avstå från att skriva under.'),
      ifUnsure(mail.case, sender),
      signedBy(sender, mail.case),
    ],
  };
}

function english(mail: ReminderMail): MailText {
  const { dueDate, overdue, sender } = mail;
  const role = mail.roleTitle ?? roleTitle(mail.role, 'en');
  return {
    subject: overdue ? `Overdue: minutes to sign, ${inShort(mail.case)}` : `Reminder: minutes to sign, ${inShort(mail.case)}, by ${shortDayOf(dueDate, 'en')}`,
    heading: greeting(mail),
    blocks: [
      paragraph(
        `You have not yet signed ${theMinutes(mail.case)} (${particulars(mail.case)}) as ${role}.`,
        overdue ? lastDayWas(dueDate, 'en') : `They are due ${dueBy(dueDate, 'en')}.`,
        canBeSignedUntil(mail.expiry, 'en'),
      ),
      { kind: 'button', text: 'Open the minutes', link: mail.link },
      paragraph('The link is the same as before. It is personal: do not forward it.'),
      paragraph('Found an error, or do not want to sign? Say so on the page, under Report an error or Decline to sign.'),
      ifUnsure(mail.case, sender),
      signedBy(sender, mail.case),
    ],
  };
}
