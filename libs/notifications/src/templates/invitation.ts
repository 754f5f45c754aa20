import { roleTitle } from '#minutes';
import { paragraph, type MailText } from '../mail/block.js';
import { shortDayOf, weekdayAndDayOf } from '../mail/dates.js';
import type { InvitationMail } from '../mail/mail-content.js';
import { greeting, ifUnsure, inShort, particulars, signedBy, theMinutes } from './common.js';
import { canBeSignedUntil, lastDayWas } from './times.js';

export function invitation(mail: InvitationMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: InvitationMail): MailText {
  const { sender } = mail;
  const late = mail.overdue === true ? mail.dueDate : undefined;
  const ahead = late === undefined ? mail.dueDate : undefined;
  const due = (day: (date: string, language: 'sv') => string): string => (ahead === undefined ? '' : `, senast ${day(ahead, 'sv')}`);
  const role = mail.roleTitle ?? roleTitle(mail.role, 'sv');
  return {
    subject: late === undefined ? `Protokoll att skriva under: ${inShort(mail.case)}${due(shortDayOf)}` : `Försenat: protokoll att skriva under, ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      ...(mail.replacesEarlierLink === true ? [paragraph(mail.reopened === true ? 'Ärendet är öppet igen.' : '', 'Här är din nya länk. Den förra fungerar inte längre.')] : []),
      paragraph(
        `P${theMinutes(mail.case).slice(1)} (${particulars(mail.case)}) är klart.`,
        `Du ska skriva under som ${role}${due(weekdayAndDayOf)}.`,
        late === undefined ? '' : lastDayWas(late, 'sv'),
        canBeSignedUntil(mail.expiry, 'sv'),
        'Läs, legitimera dig, skriv under. Det går på telefon, surfplatta och dator.',
      ),
      { kind: 'button', text: 'Öppna protokollet', link: mail.link },
      paragraph('Länken är personlig: skicka den inte vidare. Du kan öppna den flera gånger tills du har skrivit under.'),
      mail.canReportError === true
        ? paragraph('Hittar du ett fel? Skriv inte under, välj Meddela fel.')
        : paragraph('Hittar du ett fel? Skriv inte under, välj Avstå från att skriva under och berätta vad som är fel.'),
      ifUnsure(mail.case, sender),
      signedBy(sender, mail.case),
    ],
  };
}

function english(mail: InvitationMail): MailText {
  const { sender } = mail;
  const late = mail.overdue === true ? mail.dueDate : undefined;
  const ahead = late === undefined ? mail.dueDate : undefined;
  const due = (day: (date: string, language: 'en') => string): string => (ahead === undefined ? '' : `, by ${day(ahead, 'en')}`);
  const role = mail.roleTitle ?? roleTitle(mail.role, 'en');
  return {
    subject: late === undefined ? `Minutes to sign: ${inShort(mail.case)}${due(shortDayOf)}` : `Overdue: minutes to sign, ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      ...(mail.replacesEarlierLink === true ? [paragraph(mail.reopened === true ? 'The case is open again.' : '', 'Here is your new link. The earlier one no longer works.')] : []),
      paragraph(
        `T${theMinutes(mail.case).slice(1)} (${particulars(mail.case)}) are ready.`,
        `You sign as ${role}${due(weekdayAndDayOf)}.`,
        late === undefined ? '' : lastDayWas(late, 'en'),
        canBeSignedUntil(mail.expiry, 'en'),
        'Read, identify yourself, sign; on phone, tablet or computer.',
      ),
      { kind: 'button', text: 'Open the minutes', link: mail.link },
      paragraph('The link is personal: do not forward it. You can open it several times until you have signed.'),
      mail.canReportError === true
        ? paragraph('Found an error? Do not sign, choose Report an error.')
        : paragraph('Found an error? Do not sign, choose Decline to sign and tell us what is wrong.'),
      ifUnsure(mail.case, sender),
      signedBy(sender, mail.case),
    ],
  };
}
