import { paragraph, type MailText } from '../mail/block.js';
import type { CompletedMail } from '../mail/mail-content.js';
import { greeting, inShort, particulars, signedBy, theMinutes } from './common.js';

export function completed(mail: CompletedMail): MailText {
  // That there is a remark, and not what it says: that stands in the file, which the link leads to.
  const remarked = mail.case.language === 'sv' ? ' (med anmärkning)' : ' (with a remark)';
  const signatories = { kind: 'list', items: mail.signatories.map(({ name, roleTitle, withRemark }) => `${name}, ${roleTitle}${withRemark === true ? remarked : ''}`) } as const;
  if (mail.case.language === 'sv') {
    return {
      subject: `Färdigt och underskrivet: protokoll från ${inShort(mail.case)}`,
      heading: greeting(mail),
      blocks: [
        paragraph(`P${theMinutes(mail.case).slice(1)} (${particulars(mail.case)}) är färdigt. De som har skrivit under är:`),
        signatories,
        { kind: 'button', text: 'Hämta protokollet', link: mail.link },
        paragraph('Spara filen: den är originalet. Om du skriver ut den följer underskrifterna inte med.'),
        paragraph(`Vem som helst kan kontrollera filen på ${mail.validationAddress}`),
        signedBy(mail.sender, mail.case),
      ],
    };
  }
  return {
    subject: `Completed and signed: minutes of ${inShort(mail.case)}`,
    heading: greeting(mail),
    blocks: [
      paragraph(`T${theMinutes(mail.case).slice(1)} (${particulars(mail.case)}) are completed. They are signed by:`),
      signatories,
      { kind: 'button', text: 'Get the minutes', link: mail.link },
      paragraph('Keep the file: it is the original. If you print it, the signatures do not follow.'),
      paragraph(`Anyone can check the file at ${mail.validationAddress}`),
      signedBy(mail.sender, mail.case),
    ],
  };
}
