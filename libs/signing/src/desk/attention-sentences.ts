import type { AttentionCause } from '#signing-order';

interface Words {
  readonly sv: string;
  readonly en: string;
}

const sentences: Readonly<Record<AttentionCause, Words>> = {
  'preparation-failed': {
    sv: 'Filen kunde inte förberedas för underskrift. Rätta filen och skicka den på nytt, eller försök igen.',
    en: 'The file could not be prepared for signing. Correct the file and send it anew, or try again.',
  },
  'timestamping-failed': {
    sv: 'Tidsstämplingen svarar inte. Godkännandena är sparade, och underskrifterna läggs in när den svarar igen.',
    en: 'The time-stamping service does not answer. Approvals are kept, and signatures are added when it answers again.',
  },
  'signing-failed': {
    sv: 'En underskrift kunde inte läggas in. Godkännandet är sparat, och nya försök görs.',
    en: 'A signature could not be added. The approval is kept, and it is tried again.',
  },
  'completion-failed': {
    sv: 'Alla har skrivit under, men filen kunde inte färdigställas. Nya försök görs.',
    en: 'Everybody has signed, but the file could not be completed. It is tried again.',
  },
  'mail-failed': {
    sv: 'Ett mejl kunde inte skickas. Kontrollera adressen och skicka en ny länk.',
    en: 'A mail could not be sent. Check the address and send a new link.',
  },
  'consent-too-old': {
    sv: 'Ett godkännande blev för gammalt innan underskriften kunde läggas in. Personen har fått en ny länk.',
    en: 'An approval became too old before the signature could be added. The person has got a new link.',
  },
  'error-reported': {
    sv: 'Någon som ska skriva under har meddelat ett fel. Svara, eller dra tillbaka ärendet och skicka ett rättat protokoll. Ärendet blir inte färdigt innan dess.',
    en: 'Somebody who is to sign has reported an error. Answer, or withdraw the case and send corrected minutes. The case is not completed before that.',
  },
  'remark-mismatch': {
    sv: 'En anmärkning är inte längre den som personen godkände. Inget har skrivits under, och personen har fått en ny länk. Det händer inte av sig självt: ta reda på vem som har ändrat i databasen.',
    en: 'A remark is no longer the one that the person approved. Nothing has been signed, and the person has got a new link. This does not happen by itself: find out who changed the database.',
  },
  'person-mismatch': {
    sv: 'Den som legitimerade sig är inte den som ska skriva under. Inget har skrivits under, och personen har fått en ny länk.',
    en: 'Whoever identified is not the person who shall sign. Nothing has been signed, and the person has got a new link.',
  },
};

/** What the flag means and what happens next, in both languages. */
export function attentionSentence(cause: AttentionCause): Words {
  return sentences[cause];
}
