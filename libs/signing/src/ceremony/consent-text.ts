import { formatMeetingDate, type Language } from '#minutes';

export interface ConsentFacts {
  readonly language: Language;
  readonly bodyName: string;
  /** YYYY-MM-DD */
  readonly meetingDate: string;
  /** Of the uploaded minutes. */
  readonly pageCount: number;
  readonly role: string;
  readonly roleTitle: string;
  readonly certificateName: string;
  readonly methodText: string;
  /** What the person signs with, named word for word. */
  readonly remark?: string | undefined;
  readonly preparedSha256: string;
}

/**
 * What the signatory agrees to, word for word. Its SHA-256 is evidence, so it holds the whole fingerprint and no
 * placeholder: the page may fold it, but not change it.
 */
export function consentText(facts: ConsentFacts): string {
  return facts.language === 'sv' ? swedish(facts) : english(facts);
}

function swedish(facts: ConsentFacts): string {
  const { bodyName, meetingDate, pageCount, role, roleTitle, certificateName, methodText, remark } = facts;
  const statement: Readonly<Record<string, string>> = {
    adjuster: `Jag intygar som ${roleTitle} att det stämmer med det som beslutades.`,
    chair: `Jag intygar som ${roleTitle} att det stämmer med det som beslutades.`,
    secretary: 'Jag har fört protokollet.',
  };
  return [
    `Jag har läst protokollet från ${bodyName} den ${formatMeetingDate(meetingDate, 'sv')} (${pageCount} ${pageCount === 1 ? 'sida' : 'sidor'}).`,
    `${statement[role] ?? `Jag skriver under som ${roleTitle}.`} Jag skriver under elektroniskt.`,
    ...(remark === undefined ? [] : [`Jag skriver under med denna anmärkning: ”${remark}”`]),
    `I underskriften syns: ${certificateName}, ${roleTitle}, ${methodText}, tid${remark === undefined ? '' : ' och anmärkningen'}. Personnumret står inte i dokumentet.`,
    `Dokumentets fingeravtryck (SHA-256): ${grouped(facts.preparedSha256)}`,
  ].join('\n\n');
}

function english(facts: ConsentFacts): string {
  const { bodyName, meetingDate, pageCount, role, roleTitle, certificateName, methodText, remark } = facts;
  const statement: Readonly<Record<string, string>> = {
    adjuster: `I certify as ${roleTitle} that they agree with what was decided.`,
    chair: `I certify as ${roleTitle} that they agree with what was decided.`,
    secretary: 'I kept the minutes.',
  };
  return [
    `I have read the minutes of ${bodyName} of ${formatMeetingDate(meetingDate, 'en')} (${pageCount} ${pageCount === 1 ? 'page' : 'pages'}).`,
    `${statement[role] ?? `I sign as ${roleTitle}.`} I sign electronically.`,
    ...(remark === undefined ? [] : [`I sign with this remark: “${remark}”`]),
    `The signature shows: ${certificateName}, ${roleTitle}, ${methodText}, time${remark === undefined ? '' : ' and the remark'}. No personal identity number is in the document.`,
    `Document fingerprint (SHA-256): ${grouped(facts.preparedSha256)}`,
  ].join('\n\n');
}

/** Four digits at a time: people compare fingerprints by eye. */
function grouped(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? hex;
}
