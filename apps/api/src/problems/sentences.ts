/** What a person reads for the codes that bring no words of their own (those of `#signing` do), and the HTTP status they travel with. */
export interface ProblemSentence {
  status: number;
  en: string;
  sv: string;
}

const say = (status: number, en: string, sv: string): ProblemSentence => ({ status, en, sv });

/** Links, session and the ceremony. */
const ceremony = {
  'session-missing': say(401, 'Your session has ended. Open the link in your mail again; nothing is lost.', 'Din session har tagit slut. Öppna länken i mejlet igen; inget har gått förlorat.'),
  'activation-missing': say(401, 'Identify yourself first. Nothing has been signed.', 'Legitimera dig först. Inget har skrivits under.'),
  'signing-unavailable': say(503, 'Signing does not answer right now. Nothing is lost; try again in a moment.', 'Underskriften svarar inte just nu. Inget har gått förlorat; försök igen om en stund.'),
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
  'not-found': say(404, 'There is nothing here by that name, or it is not yours.', 'Det finns inget här med det namnet, eller så är det inte ditt.'),
} satisfies Record<string, ProblemSentence>;

/** The edge itself. */
const edge = {
  'not-acceptable': say(406, 'The report can be had as application/json, application/xml or application/pdf.', 'Rapporten finns som application/json, application/xml eller application/pdf.'),
  'too-many-requests': say(429, 'Too many requests. Wait a moment and try again.', 'För många anrop. Vänta en stund och försök igen.'),
  'request-not-from-our-page': say(403, 'The request did not come from our own page.', 'Anropet kom inte från vår egen sida.'),
  'validation-busy': say(503, 'Many files are being validated right now. Try again in a moment.', 'Många filer kontrolleras just nu. Försök igen om en stund.'),
  'report-seal-unavailable': say(503, 'The report cannot be sealed right now. Try again in a moment.', 'Rapporten kan inte förses med stämpel just nu. Försök igen om en stund.'),
  internal: say(500, 'Something went wrong here. Nothing was changed. Tell us the reference if it happens again.', 'Något gick fel hos oss. Inget har ändrats. Ange referensen om det händer igen.'),
} satisfies Record<string, ProblemSentence>;

export const sentences = { ...ceremony, ...identity, ...desk, ...edge };
