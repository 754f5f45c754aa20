import type { Facts, Person } from './facts.js';
import { reasonSentencesEn } from './reason-sentences-en.js';
import { hasNothingToJudge, type Words } from './words.js';

const numbers = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];
const count = (n: number): string => numbers[n] ?? String(n);
const small = (n: number): string => count(n).toLowerCase();
const list = (items: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
const cannotSay = 'Cannot be judged.';
const genitive = (name: string): string => (name.endsWith('s') ? `${name}’` : `${name}’s`);

function reason(facts: Facts): string {
  const [code] = facts.report.document.reasons;
  return code === undefined ? '' : reasonSentencesEn[code];
}

function person({ name, role, substituteFor }: Person): string {
  const who = substituteFor === null || name.includes(substituteFor) ? name : `${name}, substitute for ${substituteFor}`;
  return role === null ? who : `${who} (${role})`;
}

function authentication({ people }: Facts): string {
  const [first] = people;
  if (first === undefined || first.method === null) return '';
  const isSame = people.every(({ method, level }) => method === first.method && level === first.level);
  const level = first.level === null ? '' : `, level ${first.level}`;
  if (isSame) return people.length === 1 ? ` Identified with ${first.method}${level}.` : ` All identified themselves with ${first.method}${level}.`;
  return ` ${people.filter(({ method }) => method !== null).map((one) => `${one.name} was identified with ${one.method ?? ''}${one.level === null ? '' : `, level ${one.level}`}.`).join(' ')}`;
}

/** The words of those who signed with a remark, as theirs. */
function remarks({ people }: Facts): string {
  return people.map(({ name, remark }) => (remark === null ? '' : ` ${name} signed with a remark: “${remark}”.`)).join('');
}

const verdicts: Readonly<Record<Facts['report']['document']['status'], string>> = {
  valid: 'Valid', 'not-valid': 'Not valid', indeterminate: 'Cannot be confirmed', unsigned: 'Not signed', unreadable: 'Cannot be read',
};

function headline(facts: Facts): string {
  const n = facts.signatures.length;
  const manifest = facts.report.document.manifest;
  switch (facts.situation) {
    case 'valid':
      return n === 1 ? 'Valid. The signature is valid and the document is unchanged.' : `Valid. ${count(n)} signatures are valid and the document is unchanged.`;
    case 'content-changed':
      return 'Not valid. What was signed has been changed.';
    case 'changed-after':
      return 'Not valid. The document was changed after the signature.';
    case 'wrong-person':
      return 'Not valid. A signature was made by somebody other than the person the field is for.';
    case 'timestamp-broken':
      return 'Not valid. A timestamp does not belong to the document or is wrong.';
    case 'broken-file':
      return 'Not valid. The file holds signatures but is damaged or altered.';
    case 'malformed':
      return 'Not valid. A signature is wrongly constructed.';
    case 'certificate-not-in-force':
      return 'Not valid. The certificate was not in force when the signature was made.';
    case 'untrusted':
      return !facts.isUnchanged ? 'Cannot be confirmed. We do not know the issuer.' : 'Cannot be confirmed. The document is unchanged, but we do not know the issuer.';
    case 'incomplete':
      return `Incomplete. ${count(manifest?.signed ?? n)} of ${small(manifest?.required ?? n)} have signed.`;
    case 'print-out':
      return 'A copy without signatures. It may be a genuine print-out, but that cannot be checked.';
    case 'not-yet-signed':
      return 'Not signed. The document is prepared for signing, but there are no signatures in the file.';
    case 'timestamps-only':
      return 'Not signed. The file is timestamped, but nobody has signed it.';
    case 'unsigned':
      return 'Not signed. There are no signatures in the file.';
    case 'unreadable':
      return `Cannot be read. ${reason(facts)}`;
    case 'open':
      return `Cannot be confirmed. ${reason(facts)}`;
  }
}

function intact(facts: Facts): string {
  if (facts.situation === 'unreadable' || facts.situation === 'broken-file') return `Cannot be judged: ${lower(reason(facts))}`;
  if (facts.report.signatures.length === 0) return 'Cannot be judged: there are no signatures in the file.';
  if (facts.report.signatures.every(({ integrity }) => integrity === 'intact')) return 'Yes, everything that was signed is there, bit by bit.';
  if (facts.situation === 'content-changed') return 'No, what was signed has been changed.';
  return `No. ${reason(facts)}`;
}

function changedSince(facts: Facts): string {
  if (hasNothingToJudge(facts)) return cannotSay;
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return cannotSay;
  const states = facts.report.signatures.map(({ changesAfter }) => changesAfter);
  if (states.includes('forbidden')) {
    const place = facts.change?.page === undefined ? 'the document' : `page ${facts.change.page}`;
    const after = facts.changedAfter === null ? 'the signature' : `${genitive(facts.changedAfter)} signature`;
    return `Yes, ${place} was changed after ${after}. That is not part of what anybody signed.`;
  }
  if (states.includes('unknown')) return 'Cannot be said: the changes after the signature could not be understood.';
  if (states.every((state) => state === 'none')) return 'No, nothing was added or changed after the signature.';
  const reasons = facts.report.document.reasons;
  if (reasons.includes('may-hide-signed-content')) return 'Something visible was added after a signature and lies over what was signed. It may hide it.';
  if (reasons.includes('annotated-after-signing')) return 'Comments were put on a page after a signature, as the signatory allowed.';
  if (reasons.includes('visible-field-added-after-signing')) return 'A new visible box was put on a page after a signature. It may hide or add text.';
  if (reasons.includes('form-filled-after-signing')) return 'Form fields were filled in after a signature.';
  return 'No, only signatures, timestamps and validation data were added afterwards.';
}

function who(facts: Facts): string {
  if (facts.printedPage !== null) return `Nobody can be confirmed; the names on page ${facts.printedPage} are only text.`;
  if (hasNothingToJudge(facts) || facts.people.length === 0) return 'Nobody can be confirmed; names in the document are only text.';
  const names = list(facts.people.map(person));
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return `The signature says ${names}, but that cannot be confirmed.`;
  if (facts.mismatch !== undefined) return `${facts.mismatch.signedBy} has signed in the field for ${facts.mismatch.expected}.`;
  if (facts.situation === 'changed-after') return `${names} signed the earlier version.${remarks(facts)}`;
  if (facts.signatures.every(({ trust }) => trust.status === 'trusted')) return `${names}.${authentication(facts)}${remarks(facts)}`;
  return `The signature says “${names}”, but we cannot confirm that it is the right person.`;
}

function trustedBy(facts: Facts): string {
  if (hasNothingToJudge(facts) || facts.people.length === 0) return cannotSay;
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return cannotSay;
  const issuers = list(facts.issuers);
  if (facts.signatures.every(({ trust }) => trust.anchor !== null)) {
    const base = facts.list === null
      ? `${issuers}, under ${list(facts.anchors)}, which whoever checks has chosen to trust`
      : `${issuers}, on the EU list of trusted issuers (${facts.list.territory}, ${facts.list.issuedAt.slice(0, 10)})`;
    const unsettled = facts.signatures.every(({ trust }) => trust.status === 'trusted') ? '' : ' Not everything about the certificate could be confirmed, though.';
    return facts.situation === 'changed-after' ? `${base}; that holds for the earlier version only.` : `${base}.${unsettled}`;
  }
  return `Nobody we trust; the issuer calls itself “${issuers}”.`;
}

function when(facts: Facts): string {
  if (hasNothingToJudge(facts) || facts.people.length === 0) return 'Unknown; times in the document are only text.';
  if (facts.situation === 'content-changed' || facts.situation === 'malformed') return cannotSay;
  const late = facts.situation === 'changed-after' ? ' The change came later.' : '';
  if (facts.provenTime !== null) return `No later than ${facts.formatTime(facts.provenTime)}, by timestamp.${late}`;
  if (facts.claimedTime === null) return 'The file states no time, and no trusted timestamp shows it.';
  return `The file says ${facts.formatTime(facts.claimedTime)}, but no trusted timestamp shows it.${late}`;
}

function complete(facts: Facts): string {
  const { document } = facts.report;
  if (facts.situation === 'changed-after' || facts.situation === 'content-changed') return 'No, nobody has signed the file as it is now.';
  if (document.status === 'unsigned') return 'No, there are no signatures.';
  if (document.manifest === null) return hasNothingToJudge(facts) ? cannotSay : 'Cannot be judged: the file has no list of who was to sign.';
  const { required } = document.manifest;
  if (document.complete === 'yes') return required === 1 ? 'Yes, the person who was to sign has done so.' : `Yes, ${required === 2 ? 'both' : `all ${small(required)}`} who were to sign have done so.`;
  if (document.complete === 'unknown') return cannotSay;
  return facts.missing.length === 0 ? 'No, not everyone who was to sign has done so.' : `No. A valid signature by ${list(facts.missing)} is missing.`;
}

function advice(facts: Facts): string[] {
  const owner = facts.body ?? 'whoever issued the document';
  const reference = facts.registrationNumber === null ? '' : `, quoting ${facts.registrationNumber}`;
  switch (facts.situation) {
    case 'valid':
      return [];
    case 'untrusted':
      return ['Call whoever issued the document on a number that you have found yourself, not one that stands in the file.'];
    case 'incomplete':
    case 'not-yet-signed':
      return [`Ask ${owner} for the finished original${reference}.`];
    case 'print-out':
    case 'unsigned':
    case 'timestamps-only':
      return [`Ask ${owner} for the original file${reference}.`];
    case 'open':
      return ['Try again later, or check the file in a service that can fetch what is missing.'];
    case 'unreadable':
      return [`Ask ${owner} for the file again${reference}.`];
    default:
      return [`Do not use the file, ask ${owner} for the original${reference}.`];
  }
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

export const wordsEn: Words = {
  headings: { intact: 'Intact?', changedSince: 'Changed since?', who: 'Who?', trustedBy: 'Who vouches?', when: 'When?', complete: 'Is everyone there?' },
  verdict: (facts) => (facts.situation === 'incomplete' ? 'Incomplete' : facts.situation === 'print-out' ? 'A copy without signatures' : verdicts[facts.report.document.status]),
  headline,
  answers: { intact, changedSince, who, trustedBy, when, complete },
  notCheckedHeading: 'Not checked:',
  notChecked: {
    'truth-of-content': 'whether the content is true',
    'later-corrections': 'whether the minutes were corrected later',
    'rendered-appearance': 'how the pages look in different programs',
    'trusted-lists': 'the EU lists of trusted issuers',
    'trusted-lists-partly': 'EU lists of trusted issuers that could not be used',
    'trusted-lists-newest': 'issues of the lists of trusted issuers newer than the saved copy that was used',
    'online-revocation': 'revocation information newer than what came along',
    'online-revocation-partly': 'revocation information about every certificate: some of it could not be fetched',
    'hidden-content': 'whether something lies hidden under what the pages show',
    'active-content': 'whether parts of the document may be shown differently at different times',
    'signature-policy': 'the policy that the signature refers to',
  },
  adviceHeading: 'What to do:',
  advice,
};
