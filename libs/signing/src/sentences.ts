/** What a person reads for each code of this library, and the HTTP status it travels with at the edge. */
export interface Sentence {
  readonly status: number;
  readonly sv: string;
  readonly en: string;
}
const say = (status: number, en: string, sv: string): Sentence => ({ status, en, sv });

const nothingSigned = { en: 'Nothing has been signed.', sv: 'Inget har skrivits under.' };
const ceremony = (status: number, en: string, sv: string): Sentence => say(status, `${en} ${nothingSigned.en}`, `${sv} ${nothingSigned.sv}`);

const links = {
  'link-unknown': say(404, 'This link does not lead anywhere. Check that the whole link was copied, or ask for a new one.', 'Länken leder ingenstans. Kontrollera att hela länken följde med, eller be om en ny.'),
  'link-replaced': say(410, 'This link has been replaced by a newer one. Look in your mail, or ask for a new one here.', 'Länken är ersatt av en nyare. Titta i din e-post, eller be om en ny här.'),
  'link-substituted': say(410, 'Somebody else signs in your place now. There is nothing for you to do.', 'Någon annan skriver under i ditt ställe nu. Du behöver inte göra något.'),
  'session-missing': say(401, 'Your session has ended. Open the link in your mail again; nothing is lost.', 'Din session har tagit slut. Öppna länken i mejlet igen; inget har gått förlorat.'),
};

const ceremonies = {
  'not-your-turn': say(409, 'It is not your turn yet. You will get a mail when it is.', 'Det är inte din tur än. Du får ett mejl när det är dags.'),
  'already-consented': say(409, 'You have already approved. Your signature is being added.', 'Du har redan godkänt. Din underskrift läggs in.'),
  'already-signed': say(409, 'You have already signed.', 'Du har redan skrivit under.'),
  'already-declined': say(409, 'You have already declined to sign.', 'Du har redan avstått från att skriva under.'),
  'too-many-reports': say(409, 'You have reported ten errors that nobody has answered yet. Wait for the answer, or call the sender.', 'Du har meddelat tio fel som ingen har svarat på än. Vänta på svaret, eller ring avsändaren.'),
  'task-closed': say(409, 'Your signature is not needed any more.', 'Din underskrift behövs inte längre.'),
  'request-expired': ceremony(409, 'The time to sign has run out.', 'Tiden för att skriva under har gått ut.'),
  'request-withdrawn': say(409, 'The sender has withdrawn the minutes. They can no longer be signed.', 'Avsändaren har dragit tillbaka protokollet. Det går inte längre att skriva under.'),
  'request-declined': say(409, 'Somebody has declined to sign, so signing has stopped. There is nothing for you to do now.', 'Någon har avstått från att skriva under, och därför har underskrifterna stannat. Du behöver inte göra något nu.'),
  'request-superseded': say(409, 'A new version of the minutes has come instead. This one can no longer be signed.', 'En ny version av protokollet har kommit i stället. Den här går inte längre att skriva under.'),
  'request-completed': say(409, 'Everybody needed has signed, and the minutes are completed. There is nothing more to do.', 'Alla som behövdes har skrivit under, och protokollet är färdigt. Det finns inget mer att göra.'),
  'code-wrong': ceremony(422, 'Wrong code.', 'Koden stämmer inte.'),
  'code-malformed': say(422, 'A code has eight digits. No try was used.', 'En kod har åtta siffror. Inget försök har förbrukats.'),
  'code-expired': ceremony(422, 'The code is too old. Ask for a new one.', 'Koden är för gammal. Be om en ny.'),
  'code-used': ceremony(422, 'The code has already been used. Ask for a new one.', 'Koden är redan använd. Be om en ny.'),
  'code-missing': say(409, 'There is no code to compare with. Ask for a new one.', 'Det finns ingen kod att jämföra med. Be om en ny.'),
  'too-many-tries': ceremony(422, 'Too many wrong codes. Ask for a new one.', 'För många felaktiga koder. Be om en ny.'),
  'too-many-codes': say(429, 'Too many codes have been sent. Wait a few minutes and try again.', 'För många koder har skickats. Vänta några minuter och försök igen.'),
  'mail-unavailable': say(503, 'The mail with the code could not be sent. Try again in a moment.', 'Mejlet med koden kunde inte skickas. Försök igen om en stund.'),
  'method-mismatch': say(409, 'This document is signed with another way to identify yourself.', 'Det här dokumentet skrivs under med ett annat sätt att legitimera sig.'),
  'answer-invalid': ceremony(403, 'The answer from the identity provider does not belong to this signature. Start again.', 'Svaret från legitimeringstjänsten hör inte till den här underskriften. Börja om.'),
  'person-mismatch': ceremony(403, 'You identified yourself as somebody else than the person who shall sign. Contact the sender.', 'Du legitimerade dig som någon annan än den som ska skriva under. Kontakta avsändaren.'),
  'level-too-low': ceremony(403, 'This way to identify yourself is not strong enough for this document.', 'Det här sättet att legitimera sig räcker inte för dokumentet.'),
  'activation-missing': ceremony(401, 'Identify yourself first.', 'Legitimera dig först.'),
  'activation-expired': ceremony(401, 'More than five minutes have passed since you identified yourself. Identify yourself again.', 'Det har gått mer än fem minuter sedan du legitimerade dig. Legitimera dig igen.'),
  'activation-used': say(409, 'This approval has already been used. Identify yourself again if you have not signed.', 'Godkännandet är redan använt. Legitimera dig igen om du inte har skrivit under.'),
  'consent-mismatch': ceremony(409, 'The text you approved is not the one we showed. Load the page again.', 'Texten du godkände är inte den vi visade. Ladda om sidan.'),
  'document-changed': ceremony(409, 'The document is not the one you were shown. Open the link again.', 'Dokumentet är inte det du fick se. Öppna länken igen.'),
  'remark-not-allowed': ceremony(422, 'You cannot sign this with a remark.', 'Du kan inte skriva under det här med en anmärkning.'),
  'remark-too-long': ceremony(422, 'The remark is too long. Write it shorter: all of it is shown in the signature.', 'Anmärkningen är för lång. Skriv den kortare: hela anmärkningen syns i underskriften.'),
  'remark-unshowable': ceremony(422, 'The remark has a character that the signature cannot show. Write it without.', 'Anmärkningen har ett tecken som inte kan visas i underskriften. Skriv den utan tecknet.'),
  'reason-required': say(422, 'Write a reason.', 'Skriv ett skäl.'),
  'reason-too-long': say(422, 'The reason is too long. At most 2,000 characters.', 'Skälet är för långt. Högst 2 000 tecken.'),
};

const intake = {
  'request-invalid': say(422, 'Something in the request is missing or wrong.', 'Något i begäran saknas eller är fel.'),
  'no-signatory': say(422, 'Name at least one person who shall sign.', 'Ange minst en person som ska skriva under.'),
  'too-many-signatories': say(422, 'There are too many signatories: at most 200.', 'Det är för många som ska skriva under: högst 200.'),
  'only-readers': say(422, 'A reader does not sign. Name at least one person who shall sign.', 'En läsare skriver inte under. Ange minst en person som ska skriva under.'),
  'unknown-role': say(422, 'A signatory has a role that we do not know.', 'En av dem som ska skriva under har en roll som vi inte känner till.'),
  'address-invalid': say(422, 'An e-mail address is not right.', 'En e-postadress är inte rätt skriven.'),
  'same-address-twice': say(422, 'The same e-mail address stands twice in a step.', 'Samma e-postadress står två gånger i ett steg.'),
  'steps-not-contiguous': say(422, 'The steps must be numbered 1, 2, 3 … without gaps.', 'Stegen ska numreras 1, 2, 3 … utan luckor.'),
  'remark-adjusters-only': say(422, 'Only adjusters can be allowed to sign with a remark.', 'Bara justerare kan få skriva under med en anmärkning.'),
  'bad-quorum': say(422, 'A step cannot require more signatures than it has signatories, and requires at least one.', 'Ett steg kan inte kräva fler underskrifter än det har personer, och kräver minst en.'),
  'method-below-required-level': say(422, 'Codes by e-mail give level low. Choose another way to identify, or level low.', 'Koder via e-post ger nivå låg. Välj ett annat sätt att legitimera sig, eller nivå låg.'),
  'due-date-in-the-past': say(422, 'The new date to sign by must not have passed.', 'Det nya datumet att skriva under senast får inte ha passerat.'),
  'body-profile-invalid': say(422, 'Something in the settings of the body is wrong.', 'Något i organets inställningar är fel.'),
  'expiry-in-the-past': say(422, 'The time after which nobody can sign must lie ahead.', 'Tiden då det blir för sent att skriva under måste ligga framåt.'),
  'intake-busy': say(503, 'Many files are being checked right now. Try again in a moment. Nothing was kept.', 'Många filer kontrolleras just nu. Försök igen om en stund. Inget har sparats.'),
  'body-unknown': say(404, 'There is no such body.', 'Det finns inget sådant organ.'),
  'meeting-unknown': say(404, 'There is no such meeting.', 'Det finns inget sådant sammanträde.'),
};

const desk = {
  'notice-not-due': say(409, 'There is no notice: the minutes are not adjusted yet, or the body keeps no such time.', 'Det finns inget anslag: protokollet är inte justerat än, eller så har organet ingen sådan tid.'),
  'notice-not-posted': say(409, 'The notice has not been posted yet.', 'Anslaget är inte uppsatt än.'),
  'notice-day-wrong': say(422, 'The notice is posted on the day of the adjustment or later, and no later than today.', 'Anslaget sätts upp tidigast den dag protokollet justerades, och senast i dag.'),
  'same-person': say(422, 'That is the person who signs already. Correct the address instead, if it is wrong.', 'Det är redan den personen som ska skriva under. Rätta adressen i stället, om den är fel.'),
  'same-address': say(422, 'That is the address already.', 'Det är redan adressen.'),
  'name-too-long': say(422, 'The signature names the substitute and the person replaced, and has no room for names that long. Write the substitute’s name shorter.', 'Underskriften namnger både ersättaren och den som ersätts, och har inte plats för så långa namn. Skriv ersättarens namn kortare.'),
  'report-unknown': say(409, 'That report has been answered already. Load the page again.', 'Det meddelandet är redan besvarat. Ladda om sidan.'),
  'not-found': say(404, 'There is nothing here by that name, or it is not yours.', 'Det finns inget här med det namnet, eller så är det inte ditt.'),
  'wrong-state': say(409, 'That cannot be done in the state the request is in.', 'Det går inte i det läge som ärendet är i.'),
  'stale-version': say(409, 'Somebody else changed this meanwhile. Load the page again.', 'Någon annan har ändrat detta under tiden. Ladda om sidan.'),
  'decision-required': say(422, 'Name the decision by which the data are erased, in at most 200 characters.', 'Ange beslutet som uppgifterna gallras enligt, med högst 200 tecken.'),
  'case-open': say(409, 'Personal data in the evidence can be erased when the request has ended.', 'Personuppgifter i bevisloggen kan gallras när ärendet är avslutat.'),
  'nothing-to-erase': say(409, 'There are no such personal data in the evidence, or they are erased already.', 'Det finns inga sådana personuppgifter i bevisloggen, eller så är de redan gallrade.'),
  'prepared-not-ready': say(409, 'The file is not ready yet. Try again in a moment.', 'Filen är inte klar än. Försök igen om en stund.'),
};

/** Inside the signer and the worker: nobody reads these but the log and the attention flag's code. */
const inside = {
  'projection-broken': say(500, 'The stored state does not belong to its version.', 'Det sparade läget hör inte till sin version.'),
  'lane-busy': say(503, 'Another append is under way. It will be tried again.', 'En annan underskrift läggs in just nu. Ett nytt försök görs.'),
  'head-not-prepared': say(500, 'The file does not begin with the prepared revision.', 'Filen börjar inte med den förberedda versionen.'),
  'head-not-explained': say(500, 'The file holds something that is not ours.', 'Filen innehåller något som inte är vårt.'),
  'own-signature-not-valid': say(500, 'The new signature did not pass our own validation.', 'Den nya underskriften klarade inte vår egen kontroll.'),
  'own-result-not-valid': say(500, 'The completed file did not pass our own validation.', 'Den färdiga filen klarade inte vår egen kontroll.'),
  'timestamping-failed': say(503, 'The time-stamping service does not answer. It will be tried again.', 'Tidsstämplingen svarar inte. Ett nytt försök görs.'),
  'signing-failed': say(503, 'The signature could not be added. It will be tried again.', 'Underskriften kunde inte läggas in. Ett nytt försök görs.'),
  'completion-failed': say(503, 'The file could not be completed. It will be tried again.', 'Filen kunde inte färdigställas. Ett nytt försök görs.'),
  'preparation-failed': say(503, 'The file could not be prepared.', 'Filen kunde inte förberedas.'),
  'log-inconsistent': say(500, 'The evidence log does not follow from what was sealed before. Nothing is sealed until somebody has looked.', 'Bevisloggen följer inte av det som förseglats tidigare. Inget förseglas förrän någon har undersökt det.'),
  'mail-failed': say(503, 'A mail could not be sent.', 'Ett mejl kunde inte skickas.'),
};

export const sentences = { ...links, ...ceremonies, ...intake, ...desk, ...inside } satisfies Record<string, Sentence>;
export type SigningErrorCode = keyof typeof sentences;
