import type { MailSender } from '#notifications';
import type { OutsidePlace } from '#signing';

/** An auditor's mailbox as an outside place: what was sent cannot be taken back. It cannot be read either. */
export function mailPlace(sender: MailSender, address: string): OutsidePlace {
  return {
    name: `mail:${address}`,
    readable: false,
    newest: () => Promise.resolve(undefined),
    leave: async (checkpoint) => {
      const { origin, size, root } = checkpoint.note;
      const fileName = `checkpoint-${size}.json`;
      const text = [
        `Kontrollpunkt för bevisloggen ${origin}: ${size} poster, rot ${root}.`,
        'Spara det här mejlet, med den bifogade filen, där de som driver Justera inte kommer åt det. Med filen kan du när som helst visa om loggen har ändrats i efterhand:',
        `  justera evidence verify ÄRENDE.json --checkpoint ${fileName}`,
        '',
        `Checkpoint of the evidence log ${origin}: ${size} entries, root ${root}.`,
        'Keep this mail and the attached file where those who run Justera cannot reach it. With the file you can show at any time whether the log was changed afterwards:',
        `  justera evidence verify CASE.json --checkpoint ${fileName}`,
      ].join('\n');
      const html = `<html lang="sv"><body><pre style="white-space: pre-wrap">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre></body></html>`;
      await sender.send({
        to: { name: address, address },
        fromName: 'Justera',
        subject: `Kontrollpunkt / checkpoint ${size}: ${origin}`,
        text,
        html,
        language: 'sv',
        effectKey: `checkpoint:${origin}:${size}:${address}`,
        attachments: [{ fileName, contentType: 'application/json', content: `${JSON.stringify(checkpoint, null, 2)}\n` }],
      });
    },
  };
}
