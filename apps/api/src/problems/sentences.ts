/** What a person reads for each stable code, and the HTTP status it travels with. English and Swedish say the same. */
export interface ProblemSentence {
  status: number;
  en: string;
  sv: string;
}

const say = (status: number, en: string, sv: string): ProblemSentence => ({ status, en, sv });

/** Links, session and the ceremony. */
const ceremony = {
  'link-unknown': say(404, 'This link does not lead anywhere. Check that the whole link was copied, or ask for a new one.', 'Länken leder ingenstans. Kontrollera att hela länken följde med, eller be om en ny.'),
  'link-replaced': say(410, 'This link has been replaced by a newer one. Look in your mail, or ask for a new one here.', 'Länken är ersatt av en nyare. Titta i din e-post, eller be om en ny här.'),
  'link-expired': say(410, 'This link is no longer valid. Ask for a new one here.', 'Länken gäller inte längre. Be om en ny här.'),
  'session-missing': say(401, 'Your session has ended. Open the link in your mail again; nothing is lost.', 'Din session har tagit slut. Öppna länken i mejlet igen; inget har gått förlorat.'),
  'not-your-turn': say(409, 'It is not your turn yet. You will get a mail when it is.', 'Det är inte din tur än. Du får ett mejl när det är dags.'),
  'code-wrong': say(422, 'Wrong code. Nothing has been signed.', 'Koden stämmer inte. Inget har skrivits under.'),
  'code-malformed': say(422, 'A code has eight digits. No try was used.', 'En kod har åtta siffror. Inget försök har förbrukats.'),
  'code-expired': say(422, 'The code is too old. Ask for a new one. Nothing has been signed.', 'Koden är för gammal. Be om en ny. Inget har skrivits under.'),
  'code-used': say(422, 'The code has already been used. Ask for a new one. Nothing has been signed.', 'Koden är redan använd. Be om en ny. Inget har skrivits under.'),
  'code-missing': say(409, 'There is no code to compare with. Ask for a new one.', 'Det finns ingen kod att jämföra med. Be om en ny.'),
  'too-many-tries': say(422, 'Too many wrong codes. Ask for a new one. Nothing has been signed.', 'För många felaktiga koder. Be om en ny. Inget har skrivits under.'),
  'too-many-codes': say(429, 'Too many codes have been sent. Wait a few minutes and try again.', 'För många koder har skickats. Vänta några minuter och försök igen.'),
  'activation-missing': say(401, 'Identify yourself first. Nothing has been signed.', 'Legitimera dig först. Inget har skrivits under.'),
  'activation-expired': say(401, 'More than five minutes have passed since you identified yourself. Identify yourself again. Nothing has been signed.', 'Det har gått mer än fem minuter sedan du legitimerade dig. Legitimera dig igen. Inget har skrivits under.'),
  'activation-used': say(409, 'This approval has already been used. Identify yourself again if you have not signed.', 'Godkännandet är redan använt. Legitimera dig igen om du inte har skrivit under.'),
  'consent-mismatch': say(409, 'The text you approved is not the one we showed. Load the page again. Nothing has been signed.', 'Texten du godkände är inte den vi visade. Ladda om sidan. Inget har skrivits under.'),
  'document-changed': say(409, 'The document is not the one you were shown. Open the link again. Nothing has been signed.', 'Dokumentet är inte det du fick se. Öppna länken igen. Inget har skrivits under.'),
  'person-mismatch': say(403, 'You identified yourself as somebody else than the person who shall sign. Nothing has been signed. Contact the sender.', 'Du legitimerade dig som någon annan än den som ska skriva under. Inget har skrivits under. Kontakta avsändaren.'),
  'level-too-low': say(403, 'This way to identify yourself is not strong enough for this document. Nothing has been signed.', 'Det här sättet att legitimera sig räcker inte för dokumentet. Inget har skrivits under.'),
  'signing-unavailable': say(503, 'Signing does not answer right now. Nothing is lost; try again in a moment.', 'Underskriften svarar inte just nu. Inget har gått förlorat; försök igen om en stund.'),
  'method-mismatch': say(409, 'This document is signed with another way to identify yourself.', 'Det här dokumentet skrivs under med ett annat sätt att legitimera sig.'),
  'mail-unavailable': say(503, 'The mail with the code could not be sent. Try again in a moment.', 'Mejlet med koden kunde inte skickas. Försök igen om en stund.'),
} satisfies Record<string, ProblemSentence>;

/** Identity providers. */
const identity = {
  'provider-unreachable': say(503, 'The identity provider does not answer. Try again in a moment. Nothing has been signed.', 'Legitimeringstjänsten svarar inte. Försök igen om en stund. Inget har skrivits under.'),
  'provider-misconfigured': say(503, 'Identification is not set up correctly. Contact the sender. Nothing has been signed.', 'Legitimeringen är inte rätt inställd. Kontakta avsändaren. Inget har skrivits under.'),
  'insecure-provider': say(503, 'Identification is not set up correctly. Contact the sender. Nothing has been signed.', 'Legitimeringen är inte rätt inställd. Kontakta avsändaren. Inget har skrivits under.'),
  'authentication-cancelled': say(403, 'You cancelled the identification. Nothing has been signed.', 'Du avbröt legitimeringen. Inget har skrivits under.'),
  'authentication-failed': say(403, 'The identification failed. Nothing has been signed. Try again.', 'Legitimeringen misslyckades. Inget har skrivits under. Försök igen.'),
  'answer-invalid': say(403, 'The answer from the identity provider does not belong to this signature. Start again. Nothing has been signed.', 'Svaret från legitimeringstjänsten hör inte till den här underskriften. Börja om. Inget har skrivits under.'),
  'authentication-not-fresh': say(403, 'The identification was not made for this signature. Identify yourself again. Nothing has been signed.', 'Legitimeringen gjordes inte för den här underskriften. Legitimera dig igen. Inget har skrivits under.'),
  'level-of-assurance-unknown': say(403, 'The identity provider did not say how strongly you were identified. Nothing has been signed.', 'Legitimeringstjänsten sa inte hur säkert du legitimerades. Inget har skrivits under.'),
  'level-of-assurance-too-low': say(403, 'This way to identify yourself is not strong enough for this document. Nothing has been signed.', 'Det här sättet att legitimera sig räcker inte för dokumentet. Inget har skrivits under.'),
  'claims-missing': say(403, 'The identity provider did not give a name. Nothing has been signed.', 'Legitimeringstjänsten lämnade inget namn. Inget har skrivits under.'),
} satisfies Record<string, ProblemSentence>;

/** Intake and the desk. */
const desk = {
  'staff-session-missing': say(401, 'Log in first.', 'Logga in först.'),
  'staff-secret-wrong': say(401, 'The secret is wrong.', 'Hemligheten stämmer inte.'),
  'file-missing': say(422, 'Choose a PDF file.', 'Välj en PDF-fil.'),
  'file-too-large': say(413, 'The file is larger than this installation accepts.', 'Filen är större än vad den här installationen tar emot.'),
  'request-invalid': say(422, 'Something in the request is missing or wrong.', 'Något i begäran saknas eller är fel.'),
  'stale-version': say(409, 'Somebody else changed this meanwhile. Load the page again.', 'Någon annan har ändrat detta under tiden. Ladda om sidan.'),
  'wrong-state': say(409, 'That cannot be done in the state the request is in.', 'Det går inte i det läge som ärendet är i.'),
  'not-found': say(404, 'There is nothing here by that name, or it is not yours.', 'Det finns inget här med det namnet, eller så är det inte ditt.'),
  'prepared-not-ready': say(409, 'The file is not ready yet. Try again in a moment.', 'Filen är inte klar än. Försök igen om en stund.'),
} satisfies Record<string, ProblemSentence>;

/** The edge itself. */
const edge = {
  'too-many-requests': say(429, 'Too many requests. Wait a moment and try again.', 'För många anrop. Vänta en stund och försök igen.'),
  'request-not-from-our-page': say(403, 'The request did not come from our own page.', 'Anropet kom inte från vår egen sida.'),
  'validation-busy': say(503, 'Many files are being validated right now. Try again in a moment.', 'Många filer kontrolleras just nu. Försök igen om en stund.'),
  internal: say(500, 'Something went wrong here. Nothing was changed. Tell us the reference if it happens again.', 'Något gick fel hos oss. Inget har ändrats. Ange referensen om det händer igen.'),
} satisfies Record<string, ProblemSentence>;

export const sentences = { ...ceremony, ...identity, ...desk, ...edge };
