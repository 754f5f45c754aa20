import { paragraph, type MailText } from '../mail/block.js';
import type { ReplacedMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes } from './common.js';

export function replaced(mail: ReplacedMail): MailText {
  return mail.case.language === 'sv' ? swedish(mail) : english(mail);
}

function swedish(mail: ReplacedMail): MailText {
  const { replacedBy } = mail;
  const minutes = `${theMinutes(mail.case)} (${particulars(mail.case)})`;
  const what =
    replacedBy === undefined
      ? [paragraph(`Vi har bytt adress för mejlen om ${minutes}. De kommer inte längre hit.`, `Är du ${mail.recipientName} och känner inte igen bytet? Ring genast ${mail.sender.name} via växeln. Är du någon annan behöver du inte göra något.`)]
      : [paragraph(`${replacedBy.name} skriver under ${minutes} i stället för dig. Skälet är:`), { kind: 'quote', text: replacedBy.reason } as const, paragraph(`Du behöver inte göra något. Stämmer det inte? Ring ${mail.sender.name} via växeln.`)];
  return {
    subject: replacedBy === undefined ? `Ny adress: protokoll från ${inShort(mail.case)}` : `Någon annan skriver under: protokoll från ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [...what, paragraph('En länk som vi har mejlat tidigare går inte längre att skriva under med.'), signedBy(mail.sender, mail.case)],
  };
}

function english(mail: ReplacedMail): MailText {
  const { replacedBy } = mail;
  const minutes = `${theMinutes(mail.case)} (${particulars(mail.case)})`;
  const what =
    replacedBy === undefined
      ? [paragraph(`We have changed the address for mails about ${minutes}. They do not come here any more.`, `Are you ${mail.recipientName} and do not know about the change? Call ${mail.sender.name} through the switchboard at once. If you are somebody else, there is nothing for you to do.`)]
      : [paragraph(`${replacedBy.name} signs ${minutes} instead of you. The reason is:`), { kind: 'quote', text: replacedBy.reason } as const, paragraph(`There is nothing for you to do. Is it not right? Call ${mail.sender.name} through the switchboard.`)];
  return {
    subject: replacedBy === undefined ? `New address: minutes of ${inShort(mail.case)}` : `Somebody else signs: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [...what, paragraph('A link that we have mailed before can no longer be used to sign.'), signedBy(mail.sender, mail.case)],
  };
}
