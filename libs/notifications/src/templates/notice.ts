import { paragraph, type MailText } from '../mail/block.js';
import { dayOf, shortDayOf } from '../mail/dates.js';
import type { NoticeMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, theMinutes } from './common.js';

/** To whoever sent the minutes, and to the chair's office: they are adjusted, and the notice is to be posted; or it should be up, and nobody has said that it is. */
export function notice(mail: NoticeMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: NoticeMail): MailText {
  const { adjustedOn, postBy, isReminder } = mail;
  return {
    subject: isReminder ? `Anslag saknas: ${inShort(mail.case)}, senast ${shortDayOf(postBy, 'sv')}` : `Justerat: ${inShort(mail.case)}, anslå senast ${shortDayOf(postBy, 'sv')}`,
    heading: greeting(mail),
    blocks: [
      paragraph(
        `P${theMinutes(mail.case).slice(1)} (${particulars(mail.case)}) justerades ${dayOf(adjustedOn, 'sv')}.`,
        isReminder ? `Ingen har skrivit i ärendet att anslaget är uppsatt. Sista dagen är ${dayOf(postBy, 'sv')}.` : `Anslaget ska sättas upp senast ${dayOf(postBy, 'sv')}.`,
      ),
      paragraph('Anslaget är färdigt och finns i ärendet. Skriv där när det sattes upp. Då finns också anslagsbeviset, och dagen då tiden för att överklaga går ut.'),
      { kind: 'button', text: 'Öppna ärendet', link: mail.link },
    ],
  };
}

function english(mail: NoticeMail): MailText {
  const { adjustedOn, postBy, isReminder } = mail;
  return {
    subject: isReminder ? `Notice missing: ${inShort(mail.case)}, by ${shortDayOf(postBy, 'en')}` : `Adjusted: ${inShort(mail.case)}, post the notice by ${shortDayOf(postBy, 'en')}`,
    heading: greeting(mail),
    blocks: [
      paragraph(
        `T${theMinutes(mail.case).slice(1)} (${particulars(mail.case)}) were adjusted on ${dayOf(adjustedOn, 'en')}.`,
        isReminder ? `Nobody has written in the case that the notice is posted. The last day is ${dayOf(postBy, 'en')}.` : `The notice is to be posted by ${dayOf(postBy, 'en')}.`,
      ),
      paragraph('The notice is ready in the case. Write there when it was posted. Then there is also the proof of it, and the day on which the time to appeal ends.'),
      { kind: 'button', text: 'Open the case', link: mail.link },
    ],
  };
}
