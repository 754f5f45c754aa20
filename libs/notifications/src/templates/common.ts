import { paragraph, type Block } from '../mail/block.js';
import { dayOf, shortDayOf } from '../mail/dates.js';
import type { MailCase, MailContent, MailPerson } from '../mail/mail-content.js';

/** `protokollet från kommunstyrelsen den 27 mars 2026`, `the minutes of the executive board of 27 March 2026`. */
export function theMinutes({ language, bodyName, meetingDate }: MailCase): string {
  const day = dayOf(meetingDate, language);
  return language === 'sv' ? `protokollet från ${bodyName} den ${day}` : `the minutes of ${bodyName} of ${day}`;
}

/** `kommunstyrelsen 27 mars`: short enough for the subject line of a phone. */
export function inShort({ language, bodyName, meetingDate }: MailCase): string {
  return `${bodyName} ${shortDayOf(meetingDate, language)}`;
}

/** `”Protokoll § 34–52”, KS 2026/114, 12 sidor`: a meeting may have several requests, which differ only here. */
export function particulars({ language, title, registrationNumber, pageCount }: MailCase): string {
  const pages = language === 'sv' ? (pageCount === 1 ? 'sida' : 'sidor') : pageCount === 1 ? 'page' : 'pages';
  const quoted = language === 'sv' ? `”${title}”` : `“${title}”`;
  return `${quoted}, ${registrationNumber}, ${String(pageCount)} ${pages}`;
}

export function greeting({ case: { language }, recipientName }: MailContent): string {
  return language === 'sv' ? `Hej ${recipientName}!` : `Hello ${recipientName}!`;
}

export function signedBy(sender: MailPerson, { bodyName }: MailCase): Block {
  return { kind: 'signature', lines: [sender.roleTitle === undefined ? sender.name : `${sender.name}, ${sender.roleTitle}`, bodyName] };
}

/** Nobody can tell a forged mail by its looks, so every mail that asks for something names a way round it. */
export function ifUnsure({ language }: MailCase, sender: MailPerson): Block {
  return language === 'sv'
    ? paragraph(
        `Osäker på om mejlet är äkta? Öppna inte länken, ring ${sender.name} via växeln, på ett nummer som du själv har letat upp.`,
        'Vi ber aldrig om lösenord eller om att du ska legitimera dig i telefon.',
      )
    : paragraph(
        `Unsure if this is genuine? Do not open the link, call ${sender.name} through the switchboard, on a number that you have found yourself.`,
        'We never ask for passwords or for you to identify yourself by phone.',
      );
}

/** What becomes of an approval when the case ends before the signature is made. */
export function yourApprovalIsVoid({ language }: MailCase): Block {
  return language === 'sv'
    ? paragraph('Du hade godkänt, men din underskrift var inte inlagd än. Ditt godkännande gäller inte längre, och ingen underskrift görs.')
    : paragraph('You had approved, but your signature was not yet added. Your approval no longer holds, and no signature is made.');
}

/** What becomes of a signature that is already in a file that will not be completed. */
export function yourSignatureStays({ language }: MailCase): Block {
  return language === 'sv'
    ? paragraph('Du hade redan skrivit under. Underskriften finns kvar i den filen, men protokollet blir inte färdigt med den.')
    : paragraph('You had already signed. The signature stays in that file, but the minutes will not be completed with it.');
}
