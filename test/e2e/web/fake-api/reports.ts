import type { Answer, DocumentStatus, ReportTexts, SignatureReport, ValidationAnswer } from '../../../../apps/web/src/api/model/validation.js';

const headings = {
  sv: ['Intakt?', 'Ändrat efteråt?', 'Vem?', 'Vem går i god för det?', 'När?', 'Är alla med?'],
  en: ['Intact?', 'Changed since?', 'Who?', 'Who vouches?', 'When?', 'Is everyone there?'],
} as const;

type Mark = Answer['mark'];

/** Six answers from six marks and six sentences, in the order of the page. */
function texts(language: 'sv' | 'en', verdict: string, headline: string, marks: readonly Mark[], sentences: readonly string[], advice: readonly string[]): ReportTexts {
  const answer = (index: number): Answer => ({ heading: headings[language][index] ?? '', mark: marks[index] ?? 'unknown', text: sentences[index] ?? '' });
  return {
    headline,
    verdict,
    answers: { intact: answer(0), changedSince: answer(1), who: answer(2), trustedBy: answer(3), when: answer(4), complete: answer(5) },
    notChecked:
      language === 'sv'
        ? { heading: 'Inte kontrollerat', items: ['Om innehållet är sant.', 'Om protokollet har rättats senare.'] }
        : { heading: 'Not checked', items: ['Whether the content is true.', 'Whether the minutes have been corrected later.'] },
    advice: { heading: language === 'sv' ? 'Gör så här' : 'Do this', items: advice },
    details: [],
  };
}

const hash = (seed: string): string => seed.padEnd(64, '0123456789abcdef');

export function signature(name: string, change: Partial<SignatureReport> = {}): SignatureReport {
  return {
    fieldName: `Signature.${name.replace(/\W/g, '')}`,
    kind: 'signature',
    indication: 'TOTAL_PASSED',
    integrity: 'intact',
    changesAfter: 'permitted',
    coversWholeDocument: false,
    level: 'PAdES_BASELINE_LTA',
    signatory: {
      name,
      certificateSerialNumber: '4fa1c09e77',
      certificateSha256: hash('ce57'),
      issuer: 'Justera Demo Issuing CA',
      authentication: { identityProvider: 'Demo OpenID', instant: '2026-03-31T12:04:31Z', levelOfAssurance: 'substantial', reference: 'r-1' },
      substituteFor: null,
      role: 'adjuster',
      roleTitle: 'justerare',
    },
    claimedSigningTime: '2026-03-31T12:05:00Z',
    bestSignatureTime: '2026-03-31T12:05:01Z',
    timeProven: true,
    trust: { status: 'trusted', anchor: { name: 'Justera Demo Root', sha256: hash('5d41') }, claimedIssuer: null },
    timestamps: [],
    page: 13,
    ...change,
  };
}

function answer(status: DocumentStatus, complete: 'yes' | 'no' | 'unknown', words: ValidationAnswer['texts'], signatures: readonly SignatureReport[]): ValidationAnswer {
  return {
    version: 1,
    validationTime: '2026-04-02T07:30:00Z',
    policy: { name: 'justera-default', version: '1' },
    document: { status, complete, reasons: [], sha256: hash('d0c0'), length: 541_900, pageCount: status === 'unreadable' ? null : 13, manifest: null },
    signatures,
    texts: words,
  };
}

const manifest = {
  bodyName: 'Exempelkommun, kommunstyrelsen',
  title: 'Protokoll',
  registrationNumber: 'KS 2026/114',
  meetingDate: '2026-03-27',
  required: 2,
  signed: 2,
  steps: [
    { quorum: 1, fulfilled: true, tasks: [{ fieldName: 'f1', name: 'Bo Lind', role: 'secretary', roleTitle: null, state: 'signed' as const, signedBy: null }] },
    { quorum: 1, fulfilled: true, tasks: [{ fieldName: 'f2', name: 'Anna Ek', role: 'adjuster', roleTitle: null, state: 'signed' as const, signedBy: null }] },
  ],
};

/** One answer for each status that a document can have, in the words of the content baseline. */
export const reports: Readonly<Record<DocumentStatus | 'incomplete', ValidationAnswer>> = {
  valid: withManifest(
    answer(
      'valid',
      'yes',
      {
        sv: texts('sv', 'Giltigt', 'Giltigt. Två underskrifter är giltiga och dokumentet är oförändrat.', ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'], ['Ja, allt som skrevs under är kvar, bit för bit.', 'Nej, efteråt har bara underskrifter, tidsstämplar och kontrolluppgifter lagts till.', 'Bo Lind, sekreterare, och Anna Ek, justerare. Alla legitimerade sig med Demo OpenID, nivå väsentlig.', 'Justera Demo Root, på listan som den här sidan använder.', 'Senast 31 mars 2026 kl. 14.05, enligt tidsstämpel.', 'Ja, båda som skulle skriva under har gjort det.'], []),
        en: texts('en', 'Valid', 'Valid. Two signatures are valid and the document is unchanged.', ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'], ['Yes, everything that was signed is there, bit by bit.', 'No, only signatures, time stamps and data for checking were added afterwards.', 'Bo Lind, secretary, and Anna Ek, adjuster. All identified themselves with Demo OpenID, level substantial.', 'Justera Demo Root, on the list that this page uses.', 'At the latest 31 March 2026 at 14:05, by a time stamp.', 'Yes, both who were to sign have done so.'], []),
      },
      [signature('Bo Lind'), signature('Anna Ek'), signature('', { kind: 'documentTimestamp', signatory: null, level: null, changesAfter: 'none', coversWholeDocument: true })],
    ),
    2,
  ),
  'not-valid': answer(
    'not-valid',
    'no',
    {
      sv: texts('sv', 'Inte giltigt', 'Inte giltigt. Dokumentet har ändrats efter underskriften.', ['yes', 'no', 'yes', 'yes', 'yes', 'no'], ['Ja, det som skrevs under finns kvar i filen.', 'Ja, sidan 5 har ändrats efter Anna Eks underskrift. Det ingår inte i vad någon skrev under.', 'Anna Ek skrev under den tidigare versionen.', 'Justera Demo Root; det gäller bara den versionen.', '31 mars 2026 kl. 14.05; ändringen kom senare.', 'Nej, ingen har skrivit under filen som den ser ut nu.'], ['Använd inte filen. Be Exempelkommun om originalet.']),
      en: texts('en', 'Not valid', 'Not valid. The document was changed after the signature.', ['yes', 'no', 'yes', 'yes', 'yes', 'no'], ['Yes, what was signed is still in the file.', 'Yes, page 5 was changed after the signature of Anna Ek. It is not part of what anybody signed.', 'Anna Ek signed the earlier version.', 'Justera Demo Root; this concerns that version only.', '31 March 2026 at 14:05; the change came later.', 'No, nobody has signed the file as it is now.'], ['Do not use the file. Ask Exempelkommun for the original.']),
    },
    [signature('Anna Ek', { indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', changesAfter: 'forbidden' })],
  ),
  indeterminate: answer(
    'indeterminate',
    'unknown',
    {
      sv: texts('sv', 'Kan inte bekräftas', 'Kan inte bekräftas. Dokumentet är oförändrat, men vi känner inte utfärdaren.', ['yes', 'yes', 'unknown', 'no', 'unknown', 'unknown'], ['Ja.', 'Nej.', 'Underskriften säger ”Anna Ek”, men vi kan inte bekräfta att det är hon.', 'Ingen som vi litar på; utfärdaren kallar sig ”Good Trust AB”.', 'Filen säger 31 mars 2026, men ingen betrodd tidsstämpel visar det.', 'Går inte att bedöma.'], ['Ring Exempelkommun på ett nummer du själv har hittat, inte ett som står i filen.']),
      en: texts('en', 'Cannot be confirmed', 'Cannot be confirmed. The document is unchanged, but we do not know the issuer.', ['yes', 'yes', 'unknown', 'no', 'unknown', 'unknown'], ['Yes.', 'No.', 'The signature says “Anna Ek”, but we cannot confirm that it is she.', 'Nobody that we trust; the issuer calls itself “Good Trust AB”.', 'The file says 31 March 2026, but no trusted time stamp shows it.', 'Cannot be judged.'], ['Call Exempelkommun on a number that you have found yourself, not one in the file.']),
    },
    [signature('Anna Ek', { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', timeProven: false, trust: { status: 'untrusted', anchor: null, claimedIssuer: 'Good Trust AB' } })],
  ),
  incomplete: withManifest(
    answer(
      'indeterminate',
      'no',
      {
        sv: texts('sv', 'Ofullständigt', 'Ofullständigt. En av två har skrivit under.', ['yes', 'yes', 'yes', 'yes', 'yes', 'no'], ['Ja.', 'Nej.', 'Bo Lind, sekreterare.', 'Justera Demo Root.', '30 mars 2026 kl. 10.12.', 'Nej, Anna Ek har inte skrivit under.'], ['Vänta tills alla har skrivit under, eller be Exempelkommun om det färdiga dokumentet.']),
        en: texts('en', 'Incomplete', 'Incomplete. One of two has signed.', ['yes', 'yes', 'yes', 'yes', 'yes', 'no'], ['Yes.', 'No.', 'Bo Lind, secretary.', 'Justera Demo Root.', '30 March 2026 at 10:12.', 'No, Anna Ek has not signed.'], ['Wait until everyone has signed, or ask Exempelkommun for the finished document.']),
      },
      [signature('Bo Lind')],
    ),
    1,
  ),
  unsigned: answer(
    'unsigned',
    'unknown',
    {
      sv: texts('sv', 'Kopia utan underskrifter', 'Kopia utan underskrifter. Det kan vara en äkta utskrift, men det går inte att kontrollera.', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'no'], ['Går inte att bedöma: det finns inga underskrifter i filen.', 'Går inte att bedöma: det finns inga underskrifter i filen.', 'Ingen kan bekräftas; namnen på sidan 13 är bara text.', 'Går inte att bedöma: det finns inga underskrifter i filen.', 'Okänt; tiderna är bara text.', 'Nej, inga underskrifter finns.'], ['Be Exempelkommun om originalfilen, ange KS 2026/114.']),
      en: texts('en', 'Copy without signatures', 'Copy without signatures. It may be a genuine print-out, but it cannot be checked.', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'no'], ['Cannot be judged: there are no signatures in the file.', 'Cannot be judged: there are no signatures in the file.', 'Nobody can be confirmed; the names on page 13 are only text.', 'Cannot be judged: there are no signatures in the file.', 'Unknown; the times are only text.', 'No, there are no signatures.'], ['Ask Exempelkommun for the original file, say KS 2026/114.']),
    },
    [],
  ),
  unreadable: answer(
    'unreadable',
    'unknown',
    {
      sv: texts('sv', 'Går inte att läsa', 'Går inte att läsa. Filen är inte en hel PDF.', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'], Array<string>(6).fill('Går inte att bedöma.'), ['Hämta filen igen från den som har den och försök en gång till.']),
      en: texts('en', 'Cannot be read', 'Cannot be read. The file is not a whole PDF.', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'], Array<string>(6).fill('Cannot be judged.'), ['Get the file again from whoever has it and try once more.']),
    },
    [],
  ),
};

function withManifest(report: ValidationAnswer, signed: number): ValidationAnswer {
  const [first, second] = manifest.steps;
  const steps = signed === 2 || first === undefined || second === undefined ? manifest.steps : [first, { ...second, fulfilled: false, tasks: second.tasks.map((task) => ({ ...task, state: 'missing' as const })) }];
  return { ...report, document: { ...report.document, manifest: { ...manifest, signed, steps } } };
}
