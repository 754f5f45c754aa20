import type { JsonObject } from '#evidence';

interface Words {
  readonly sv: string;
  readonly en: string;
}
type Sentence = (facts: { who: string; data: JsonObject }) => Words;

const say =
  (sv: string, en: string): Sentence =>
  ({ who }) => ({ sv: sv.replace('{who}', who), en: en.replace('{who}', who) });

/** `: att skriva under senast 2026-04-24, går ut 2026-05-01T22:00:00.000Z`; empty when neither was named. */
function newDates({ dueDate, expiresAt }: JsonObject, language: 'sv' | 'en'): string {
  const none = language === 'sv' ? 'inget' : 'none';
  const parts = [
    dueDate === undefined ? '' : `${language === 'sv' ? 'skrivs under senast' : 'to be signed by'} ${String(dueDate ?? none)}`,
    expiresAt === undefined ? '' : `${language === 'sv' ? 'går ut' : 'ends'} ${String(expiresAt ?? (language === 'sv' ? 'aldrig' : 'never'))}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

/** Of the remark itself an entry holds no word. */
const hasRemark = (data: JsonObject): boolean => data['remarkCommitment'] !== undefined;

const sentences: Readonly<Record<string, Sentence>> = {
  SignRequestSubmitted: say('Ärendet skapades. Originalet är sparat.', 'The case was created. The original is kept.'),
  SignRequestPrepared: say('Underskriftssidan lades till bakom originalet.', 'The signature page was added behind the original.'),
  SigningStepOpened: ({ data }) => ({ sv: `Steg ${String(data['step'])} öppnades.`, en: `Step ${String(data['step'])} was opened.` }),
  SignTaskOpened: say('Det blev {who}s tur.', 'It became the turn of {who}.'),
  SignTaskInvited: say('{who} fick en inbjudan.', '{who} was sent an invitation.'),
  MailSent: ({ who, data }) => ({ sv: `Ett mejl skickades till ${who} (${String(data['mail'])}).`, en: `A mail was sent to ${who} (${String(data['mail'])}).` }),
  LinkOpened: say('{who} öppnade länken.', '{who} opened the link.'),
  LinkRotated: say('{who} fick en ny länk. Den gamla slutade gälla.', '{who} got a new link. The old one ended.'),
  SignatorySubstituted: say('En ersättare sattes in. Nu är det {who} som ska skriva under.', 'A substitute was put in. It is {who} who shall sign now.'),
  AddressCorrected: say('Adressen till {who} ändrades.', 'The address of {who} was changed.'),
  AuthenticationStarted: say('{who} började legitimera sig.', '{who} began to identify.'),
  AuthenticationRefused: ({ who, data }) => ({
    sv: `Legitimeringen för ${who} godtogs inte (${String(data['reason'])}).`,
    en: `The identification for ${who} was not accepted (${String(data['reason'])}).`,
  }),
  SignatoryAuthenticated: ({ who, data }) => ({
    sv: `${who} legitimerade sig (${String(data['provider'])}, nivå ${String(data['levelOfAssurance'])}).`,
    en: `${who} identified (${String(data['provider'])}, level ${String(data['levelOfAssurance'])}).`,
  }),
  SignTaskConsented: ({ who, data }) => ({
    sv: `${who} godkände texten och dokumentets fingeravtryck${hasRemark(data) ? ', med en anmärkning' : ''}.`,
    en: `${who} agreed to the text and the document fingerprint${hasRemark(data) ? ', with a remark' : ''}.`,
  }),
  SignTaskConsentVoided: ({ who, data }) => ({
    sv: `Godkännandet från ${who} upphävdes (${String(data['cause'])}). Inget skrevs under.`,
    en: `The approval of ${who} was voided (${String(data['cause'])}). Nothing was signed.`,
  }),
  SigningAttemptFailed: ({ who, data }) => ({
    sv: `Ett försök att lägga in underskriften för ${who} misslyckades (${String(data['reason'])}). Nyckeln är förstörd.`,
    en: `An attempt to add the signature of ${who} failed (${String(data['reason'])}). The key is destroyed.`,
  }),
  SignTaskSigned: ({ who, data }) => ({
    sv: `${who} skrev under${hasRemark(data) ? ' med en anmärkning' : ''}. Nyckeln är förstörd.`,
    en: `${who} signed${hasRemark(data) ? ' with a remark' : ''}. The key is destroyed.`,
  }),
  SignTaskReleased: say('{who} behövs inte längre: steget är klart.', '{who} is not needed any more: the step is done.'),
  SignTaskDeclined: say('{who} avstod från att skriva under.', '{who} declined to sign.'),
  ErrorReported: say('{who} meddelade ett fel. Inget är avböjt; ärendet blir inte färdigt förrän det är besvarat.', '{who} reported an error. Nothing is declined; the case is not completed until it is answered.'),
  ErrorReportAnswered: say('Felet som {who} meddelade är besvarat.', 'The error that {who} reported has been answered.'),
  SignTaskClosed: say('{who} kan inte längre skriva under.', '{who} can no longer sign.'),
  SigningOrderFulfilled: say('Alla som behövdes har skrivit under.', 'Everybody needed has signed.'),
  SignRequestCompleted: say('Dokumentet är färdigt och kontrollerat.', 'The document is completed and checked.'),
  SignRequestDeclined: say('Ärendet stannade.', 'The case stopped.'),
  SignRequestWithdrawn: say('Ärendet drogs tillbaka.', 'The case was withdrawn.'),
  SignRequestExpired: say('Tiden gick ut.', 'The time ran out.'),
  SignRequestExtended: ({ data }) => ({ sv: `Ärendet fick nya datum${newDates(data, 'sv')}.`, en: `The case got new dates${newDates(data, 'en')}.` }),
  SignatoryReminded: ({ who, data }) => ({ sv: `Påminnelse ${String(data['number'])} till ${who}, om ${String(data['dueDate'])}.`, en: `Reminder ${String(data['number'])} to ${who}, of ${String(data['dueDate'])}.` }),
  DueDateEscalated: ({ data }) =>
    data['stage'] === 'noticeDue'
      ? { sv: `Ingen har skrivit att anslaget är uppsatt; sista dagen är ${String(data['dueDate'])}. Avsändaren eller kansliet får veta det.`, en: `Nobody has written that the notice was posted; the last day is ${String(data['dueDate'])}. The sender or the office is told.` }
      : data['stage'] === 'overdue'
      ? { sv: `Försenat: sista dagen var ${String(data['dueDate'])}. Avsändaren eller kansliet får veta det.`, en: `Overdue: the last day was ${String(data['dueDate'])}. The sender or the office is told.` }
      : { sv: `Snart sista dagen, ${String(data['dueDate'])}. Avsändaren eller kansliet får veta det.`, en: `Soon due, on ${String(data['dueDate'])}. The sender or the office is told.` },
  NoticePosted: ({ data }) => ({ sv: `Anslaget sattes upp ${String(data['postedOn'])}.`, en: `The notice was posted on ${String(data['postedOn'])}.` }),
  SignRequestReopened: say('Ärendet öppnades igen.', 'The case was reopened.'),
  SignRequestSuperseded: say('Ärendet ersattes av ett nytt.', 'The case was superseded by a new one.'),
  PersonalDataErased: ({ data }) => ({ sv: `Personuppgifter gallrades, enligt ${String(data['decision'])}.`, en: `Personal data were erased, by ${String(data['decision'])}.` }),
  AttentionRaised: ({ data }) => ({ sv: `Något behöver tillsyn (${String(data['code'])}).`, en: `Something needs attention (${String(data['code'])}).` }),
  AttentionCleared: say('Ärendet behöver inte längre tillsyn.', 'The case needs attention no more.'),
};

/** One line of the trail. An entry type that we do not know is named as it is, never left out. */
export function trailSentence(type: string, data: JsonObject, names: ReadonlyMap<string, string>): Words {
  const taskId = data['taskId'];
  const who = (typeof taskId === 'string' ? names.get(taskId) : undefined) ?? '–';
  return sentences[type]?.({ who, data }) ?? { sv: type, en: type };
}
