import type { Facts, Person } from './facts.js';
import { reasonSentencesSv } from './reason-sentences-sv.js';
import { hasNothingToJudge, type Words } from './words.js';

const numbers = ['Noll', 'En', 'Två', 'Tre', 'Fyra', 'Fem', 'Sex', 'Sju', 'Åtta', 'Nio', 'Tio', 'Elva', 'Tolv'];
const count = (n: number): string => numbers[n] ?? String(n);
const small = (n: number): string => count(n).toLowerCase();
const list = (items: readonly string[]): string => new Intl.ListFormat('sv', { type: 'conjunction' }).format(items);
const levels: ReadonlyMap<string, string> = new Map([['low', 'låg'], ['substantial', 'väsentlig'], ['high', 'hög']]);
const cannotSay = 'Går inte att bedöma.';
const genitive = (name: string): string => (/[sxz]$/iu.test(name) ? name : `${name}s`);

function reason(facts: Facts): string {
  const [code] = facts.report.document.reasons;
  return code === undefined ? '' : reasonSentencesSv[code];
}

function person({ name, role, substituteFor }: Person): string {
  const who = substituteFor === null || name.includes(substituteFor) ? name : `${name}, ersättare för ${substituteFor}`;
  return role === null ? who : `${who} (${role})`;
}

function authentication({ people }: Facts): string {
  const [first] = people;
  if (first === undefined || first.method === null) return '';
  const isSame = people.every(({ method, level }) => method === first.method && level === first.level);
  const level = first.level === null ? '' : `, nivå ${levels.get(first.level) ?? first.level}`;
  if (isSame) return people.length === 1 ? ` Legitimerade sig med ${first.method}${level}.` : ` Alla legitimerade sig med ${first.method}${level}.`;
  return ` ${people.filter(({ method }) => method !== null).map((one) => `${one.name} legitimerade sig med ${one.method ?? ''}${one.level === null ? '' : `, nivå ${levels.get(one.level) ?? one.level}`}.`).join(' ')}`;
}

/** The words of those who signed with a remark, as theirs. */
function remarks({ people }: Facts): string {
  return people.map(({ name, remark }) => (remark === null ? '' : ` ${name} skrev under med anmärkning: ”${remark}”.`)).join('');
}

const verdicts: Readonly<Record<Facts['report']['document']['status'], string>> = {
  valid: 'Giltigt', 'not-valid': 'Inte giltigt', indeterminate: 'Kan inte bekräftas', unsigned: 'Inte underskrivet', unreadable: 'Går inte att läsa',
};

function headline(facts: Facts): string {
  const n = facts.signatures.length;
  const manifest = facts.report.document.manifest;
  switch (facts.situation) {
    case 'valid':
      return n === 1 ? 'Giltigt. Underskriften är giltig och dokumentet är oförändrat.' : `Giltigt. ${count(n)} underskrifter är giltiga och dokumentet är oförändrat.`;
    case 'content-changed':
      return 'Inte giltigt. Det som skrevs under har ändrats.';
    case 'changed-after':
      return 'Inte giltigt. Dokumentet har ändrats efter underskriften.';
    case 'wrong-person':
      return 'Inte giltigt. En underskrift är gjord av någon annan än den som rutan är till för.';
    case 'timestamp-broken':
      return 'Inte giltigt. En tidsstämpel hör inte till dokumentet eller är felaktig.';
    case 'broken-file':
      return 'Inte giltigt. Filen innehåller underskrifter men är skadad eller ändrad.';
    case 'malformed':
      return 'Inte giltigt. En underskrift är felaktigt uppbyggd.';
    case 'certificate-not-in-force':
      return 'Inte giltigt. Certifikatet gällde inte när underskriften gjordes.';
    case 'untrusted':
      return !facts.isUnchanged ? 'Kan inte bekräftas. Vi känner inte utfärdaren.' : 'Kan inte bekräftas. Dokumentet är oförändrat, men vi känner inte utfärdaren.';
    case 'incomplete':
      return `Ofullständigt. ${count(manifest?.signed ?? n)} av ${small(manifest?.required ?? n)} har skrivit under.`;
    case 'print-out':
      return 'Kopia utan underskrifter. Det kan vara en äkta utskrift, men det går inte att kontrollera.';
    case 'not-yet-signed':
      return 'Inte underskrivet. Dokumentet är förberett för underskrift, men inga underskrifter finns i filen.';
    case 'timestamps-only':
      return 'Inte underskrivet. Filen är tidsstämplad, men ingen har skrivit under den.';
    case 'unsigned':
      return 'Inte underskrivet. Det finns inga underskrifter i filen.';
    case 'unreadable':
      return `Går inte att läsa. ${reason(facts)}`;
    case 'open':
      return `Kan inte bekräftas. ${reason(facts)}`;
  }
}

function intact(facts: Facts): string {
  if (facts.situation === 'unreadable' || facts.situation === 'broken-file') return `Går inte att bedöma: ${lower(reason(facts))}`;
  if (facts.report.signatures.length === 0) return 'Går inte att bedöma: det finns inga underskrifter i filen.';
  if (facts.report.signatures.every(({ integrity }) => integrity === 'intact')) return 'Ja, allt som skrevs under är kvar, bit för bit.';
  if (facts.situation === 'content-changed') return 'Nej, det som skrevs under har ändrats.';
  return `Nej. ${reason(facts)}`;
}

function changedSince(facts: Facts): string {
  if (hasNothingToJudge(facts)) return cannotSay;
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return cannotSay;
  const states = facts.report.signatures.map(({ changesAfter }) => changesAfter);
  if (states.includes('forbidden')) {
    const place = facts.change?.page === undefined ? 'dokumentet' : `sidan ${facts.change.page}`;
    const after = facts.changedAfter === null ? 'underskriften' : `${genitive(facts.changedAfter)} underskrift`;
    return `Ja, ${place} har ändrats efter ${after}. Det ingår inte i vad någon skrev under.`;
  }
  if (states.includes('unknown')) return 'Går inte att säga: ändringarna efter underskriften gick inte att tolka.';
  if (states.every((state) => state === 'none')) return 'Nej, ingenting har lagts till eller ändrats efter underskriften.';
  const reasons = facts.report.document.reasons;
  if (reasons.includes('may-hide-signed-content')) return 'Något synligt har lagts till efter en underskrift och ligger över det som skrevs under. Det kan dölja innehållet.';
  if (reasons.includes('annotated-after-signing')) return 'Kommentarer har lagts på en sida efter en underskrift, vilket den som skrev under tillät.';
  if (reasons.includes('visible-field-added-after-signing')) return 'En ny synlig ruta har lagts på en sida efter en underskrift. Den kan dölja eller tillföra text.';
  if (reasons.includes('form-filled-after-signing')) return 'Formulärfält har fyllts i efter en underskrift.';
  return 'Nej, efteråt har bara underskrifter, tidsstämplar och kontrolluppgifter lagts till.';
}

function who(facts: Facts): string {
  if (facts.printedPage !== null) return `Ingen kan bekräftas; namnen på sidan ${facts.printedPage} är bara text.`;
  if (hasNothingToJudge(facts) || facts.people.length === 0) return 'Ingen kan bekräftas; namn i dokumentet är bara text.';
  const names = list(facts.people.map(person));
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return `Underskriften säger ${names}, men det går inte att bekräfta.`;
  if (facts.mismatch !== undefined) return `${facts.mismatch.signedBy} har skrivit under i rutan för ${facts.mismatch.expected}.`;
  if (facts.situation === 'changed-after') return `${names} skrev under den tidigare versionen.${remarks(facts)}`;
  if (facts.signatures.every(({ trust }) => trust.status === 'trusted')) return `${names}.${authentication(facts)}${remarks(facts)}`;
  return `Underskriften säger ”${names}”, men vi kan inte bekräfta att det är rätt person.`;
}

function trustedBy(facts: Facts): string {
  if (hasNothingToJudge(facts) || facts.people.length === 0) return cannotSay;
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return cannotSay;
  const issuers = list(facts.issuers);
  if (facts.signatures.every(({ trust }) => trust.anchor !== null)) {
    const base = facts.list === null
      ? `${issuers}, under ${list(facts.anchors)}, som den som kontrollerar har valt att lita på`
      : `${issuers}, på EU:s lista över betrodda utfärdare (${facts.list.territory}, ${facts.list.issuedAt.slice(0, 10)})`;
    const unsettled = facts.signatures.every(({ trust }) => trust.status === 'trusted') ? '' : ' Allt om certifikatet gick dock inte att bekräfta.';
    return facts.situation === 'changed-after' ? `${base}; det gäller bara den tidigare versionen.` : `${base}.${unsettled}`;
  }
  return `Ingen som vi litar på; utfärdaren kallar sig ”${issuers}”.`;
}

function when(facts: Facts): string {
  if (hasNothingToJudge(facts) || facts.people.length === 0) return 'Okänt; tider i dokumentet är bara text.';
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return cannotSay;
  const late = facts.situation === 'changed-after' ? ' Ändringen kom senare.' : '';
  if (facts.provenTime !== null) return `Senast ${facts.formatTime(facts.provenTime)}, enligt tidsstämpel.${late}`;
  if (facts.claimedTime === null) return 'Filen uppger ingen tid, och ingen betrodd tidsstämpel visar den.';
  return `Filen säger ${facts.formatTime(facts.claimedTime)}, men ingen betrodd tidsstämpel visar det.${late}`;
}

function complete(facts: Facts): string {
  const { document } = facts.report;
  if (facts.situation === 'changed-after' || facts.situation === 'content-changed') return 'Nej, ingen har skrivit under filen som den ser ut nu.';
  if (document.status === 'unsigned') return 'Nej, inga underskrifter finns.';
  if (document.manifest === null) return hasNothingToJudge(facts) ? cannotSay : 'Går inte att bedöma: filen har ingen förteckning över vilka som skulle skriva under.';
  const { required } = document.manifest;
  if (document.complete === 'yes') return required === 1 ? 'Ja, den som skulle skriva under har gjort det.' : `Ja, ${required === 2 ? 'båda' : `alla ${small(required)}`} som skulle skriva under har gjort det.`;
  if (document.complete === 'unknown') return cannotSay;
  return facts.missing.length === 0 ? 'Nej, alla som skulle skriva under har inte gjort det.' : `Nej. Det saknas giltig underskrift av ${list(facts.missing)}.`;
}

function advice(facts: Facts): string[] {
  const owner = facts.body ?? 'den som har utfärdat dokumentet';
  const reference = facts.registrationNumber === null ? '' : `, ange ${facts.registrationNumber}`;
  switch (facts.situation) {
    case 'valid':
      return [];
    case 'untrusted':
      return ['Ring den som har utfärdat dokumentet på ett nummer du själv har hittat, inte ett som står i filen.'];
    case 'incomplete':
    case 'not-yet-signed':
      return [`Be ${owner} om det färdiga originalet${reference}.`];
    case 'print-out':
    case 'unsigned':
    case 'timestamps-only':
      return [`Be ${owner} om originalfilen${reference}.`];
    case 'open':
      return ['Försök igen senare, eller kontrollera filen i en tjänst som kan hämta de uppgifter som saknas.'];
    case 'unreadable':
      return [`Be ${owner} om filen på nytt${reference}.`];
    default:
      return [`Använd inte filen, be ${owner} om originalet${reference}.`];
  }
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLocaleLowerCase('sv') + sentence.slice(1);
}

export const wordsSv: Words = {
  headings: { intact: 'Intakt?', changedSince: 'Ändrat efteråt?', who: 'Vem?', trustedBy: 'Vem går i god för det?', when: 'När?', complete: 'Är alla med?' },
  verdict: (facts) => (facts.situation === 'incomplete' ? 'Ofullständigt' : facts.situation === 'print-out' ? 'Kopia utan underskrifter' : verdicts[facts.report.document.status]),
  headline,
  answers: { intact, changedSince, who, trustedBy, when, complete },
  notCheckedHeading: 'Inte kontrollerat:',
  notChecked: {
    'truth-of-content': 'om innehållet är sant',
    'later-corrections': 'om protokollet har rättats senare',
    'rendered-appearance': 'hur sidorna ser ut i olika program',
    'trusted-lists': 'EU:s listor över betrodda utfärdare',
    'trusted-lists-partly': 'EU:s listor över betrodda utfärdare som inte gick att använda',
    'trusted-lists-newest': 'utgåvor av listorna över betrodda utfärdare som är nyare än den sparade kopia som användes',
    'online-revocation': 'spärruppgifter som är nyare än de som följde med',
    'online-revocation-partly': 'spärruppgifter om alla certifikat: några gick inte att hämta',
    'hidden-content': 'om något ligger dolt under det som sidorna visar',
    'active-content': 'om inslag i dokumentet kan visas olika vid olika tillfällen',
    'signature-policy': 'det regelverk som underskriften hänvisar till',
  },
  adviceHeading: 'Gör så här:',
  advice,
};
