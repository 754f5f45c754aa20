import { paragraph, type MailText } from '../mail/block.js';
import { shortDayOf } from '../mail/dates.js';
import type { EscalationMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, theMinutes } from './common.js';
import { dueBy, lastDayWas } from './times.js';

/** To whoever sent the minutes, and to the chair's office: time runs short, or has run out. Says who is missing before it says what can be done. */
export function escalation(mail: EscalationMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: EscalationMail): MailText {
  const { stage, dueDate } = mail;
  const day = dueDate === undefined ? '' : shortDayOf(dueDate, 'sv');
  const subjects = { dueSoon: `Snart sista dagen: ${inShort(mail.case)}, senast ${day}`, overdue: `Försenat: ${inShort(mail.case)}, skulle ha varit klart ${day}`, expired: `Tiden har gått ut: ${inShort(mail.case)}` };
  const about = `P${theMinutes(mail.case).slice(1)} (${particulars(mail.case)})`;
  const due = dueDate ?? '';
  const sentences = {
    dueSoon: `${about} ska vara underskrivet ${dueBy(due, 'sv')}.`,
    overdue: `${about} är inte underskrivet. ${lastDayWas(due, 'sv')}`,
    expired: `Tiden för att skriva under har gått ut, och ingen kan skriva under nu. Det gäller ${theMinutes(mail.case)} (${particulars(mail.case)}). De som hade blivit ombedda att skriva under har fått veta det.`,
  };
  return {
    subject: subjects[stage],
    heading: greeting(mail),
    blocks: [
      paragraph(sentences[stage]),
      paragraph('De här underskrifterna saknas:'),
      { kind: 'list', items: mail.missing.map(({ name, roleTitle }) => `${name}, ${roleTitle}`) },
      paragraph(stage === 'expired' ? 'I ärendet kan du öppna det igen med en ny tid, eller dra tillbaka det.' : 'I ärendet kan du skicka en ny länk, ge mer tid eller dra tillbaka ärendet.'),
      { kind: 'button', text: 'Öppna ärendet', link: mail.link },
    ],
  };
}

function english(mail: EscalationMail): MailText {
  const { stage, dueDate } = mail;
  const day = dueDate === undefined ? '' : shortDayOf(dueDate, 'en');
  const subjects = { dueSoon: `Soon due: ${inShort(mail.case)}, by ${day}`, overdue: `Overdue: ${inShort(mail.case)}, was due ${day}`, expired: `The time is up: ${inShort(mail.case)}` };
  const about = `T${theMinutes(mail.case).slice(1)} (${particulars(mail.case)})`;
  const due = dueDate ?? '';
  const sentences = {
    dueSoon: `${about} are to be signed ${dueBy(due, 'en')}.`,
    overdue: `${about} are not signed. ${lastDayWas(due, 'en')}`,
    expired: `The time to sign has run out, and nobody can sign now. This concerns ${theMinutes(mail.case)} (${particulars(mail.case)}). Those who had been asked to sign have been told.`,
  };
  return {
    subject: subjects[stage],
    heading: greeting(mail),
    blocks: [
      paragraph(sentences[stage]),
      paragraph('These signatures are missing:'),
      { kind: 'list', items: mail.missing.map(({ name, roleTitle }) => `${name}, ${roleTitle}`) },
      paragraph(stage === 'expired' ? 'In the case you can open it again with a new time, or withdraw it.' : 'In the case you can send a new link, give more time or withdraw it.'),
      { kind: 'button', text: 'Open the case', link: mail.link },
    ],
  };
}
