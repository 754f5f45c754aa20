import { paragraph, type MailText } from '../mail/block.js';
import type { ExtendedMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes } from './common.js';
import { canBeSignedUntil, dueBy } from './times.js';

/** New dates, or a case that is open again: to everyone who has been asked, those who have signed included. */
export function extended(mail: ExtendedMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: ExtendedMail): MailText {
  const { dueDate, expiry, reopened, standing } = mail;
  const yours: Readonly<Record<ExtendedMail['standing'], string>> = {
    toSign: 'Du har inte skrivit under än. Länken i det tidigare mejlet gäller.',
    approved: 'Du har godkänt, och din underskrift läggs in. Du behöver inte göra något.',
    signed: 'Du har redan skrivit under. Underskriften gäller, och du behöver inte göra något.',
    notNeeded: 'Din underskrift behövs inte, och du behöver inte göra något.',
  };
  return {
    subject: `${reopened ? 'Öppet igen' : 'Ny tid'}: protokoll från ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(reopened ? `Det går åter att skriva under ${theMinutes(mail.case)} (${particulars(mail.case)}).` : `Tiden för att skriva under ${theMinutes(mail.case)} (${particulars(mail.case)}) har ändrats.`),
      paragraph(dueDate === undefined ? 'Det finns inget datum att bli klar till.' : `Det ska vara klart ${dueBy(dueDate, 'sv')}.`, canBeSignedUntil(expiry, 'sv')),
      paragraph(yours[standing]),
      signedBy(mail.sender, mail.case),
    ],
  };
}

function english(mail: ExtendedMail): MailText {
  const { dueDate, expiry, reopened, standing } = mail;
  const yours: Readonly<Record<ExtendedMail['standing'], string>> = {
    toSign: 'You have not signed yet. The link in the earlier mail still works.',
    approved: 'You have approved, and your signature is being added. There is nothing for you to do.',
    signed: 'You have already signed. The signature stands, and there is nothing for you to do.',
    notNeeded: 'Your signature is not needed, and there is nothing for you to do.',
  };
  return {
    subject: `${reopened ? 'Open again' : 'New time'}: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(reopened ? `${capital(theMinutes(mail.case))} (${particulars(mail.case)}) can be signed again.` : `The time to sign ${theMinutes(mail.case)} (${particulars(mail.case)}) has changed.`),
      paragraph(dueDate === undefined ? 'There is no date to be done by.' : `They are due ${dueBy(dueDate, 'en')}.`, canBeSignedUntil(expiry, 'en')),
      paragraph(yours[standing]),
      signedBy(mail.sender, mail.case),
    ],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
