import { defaultPolicy } from '../policy/signature-validation-policy.js';
import { hourAfter, signedCase, type SignedCase } from '../testing/signed-case.js';
import { appendByHand, smallDocument } from '../testing/small-document.js';
import { validate } from '../validate.js';
import { describeReport } from './describe-report.js';
import { reasonCodes } from './reason.js';
import { reasonSentencesEn } from './texts/reason-sentences-en.js';
import { reasonSentencesSv } from './texts/reason-sentences-sv.js';
import { roleName } from './texts/role-name.js';
import { taskStanding } from './texts/task-standing.js';
import type { ValidationReport } from './validation-report.js';

let our: SignedCase;
const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };

beforeAll(async () => {
  our = await signedCase();
}, 60_000);

function say(report: ValidationReport, language: 'sv' | 'en' = 'sv'): string[] {
  const { headline, answers } = describeReport(report, language);
  return [headline, ...Object.values(answers).map(({ text }) => text)];
}

test('valid: the sentence on top and six answers', () => {
  const [headline, ...answers] = say(our.validate(our.completed));
  expect(headline).toBe('Giltigt. Tre underskrifter är giltiga och dokumentet är oförändrat.');
  expect(answers[0]).toBe('Ja, allt som skrevs under är kvar, bit för bit.');
  expect(answers[1]).toBe('Nej, efteråt har bara underskrifter, tidsstämplar och kontrolluppgifter lagts till.');
  expect(answers[2]).toMatch(/^Bo Lind \(.+\), Anna Ek \(.+\) och Karin Ås \(.+\)\./);
  expect(answers[4]).toBe('Senast 4 maj 2026 kl. 14.00 (UTC+2), enligt tidsstämpel.');
  expect(answers[5]).toBe('Ja, alla tre som skulle skriva under har gjort det.');
});

test('a usual role is said in the reader\'s language, a title of the body\'s own as it is', () => {
  const report = our.validate(our.completed);
  expect(describeReport(report, 'sv').answers.who.text).toContain('Bo Lind (sekreterare), Anna Ek (ordförande)');
  expect(describeReport(report, 'en').answers.who.text).toContain('Bo Lind (secretary), Anna Ek (chair)');
  expect([roleName({ role: 'chair', roleTitle: 'Mötesordförande' }, 'en'), roleName({ role: 'adjuster', roleTitle: 'Chair' }, 'en'), roleName({ role: 'revisor', roleTitle: null }, 'sv')]).toEqual(['Mötesordförande', 'Chair', 'revisor']);
  // A manifest says what it likes: what every object has is no word of ours.
  expect(['constructor', '__proto__', 'toString'].map((role) => roleName({ role, roleTitle: null }, 'sv'))).toEqual(['constructor', '__proto__', 'toString']);
});

test('"has signed" is said only of signatures that hold', () => {
  const changed = appendByHand(our.completed, { 30: '<< /Length 9 >>\nstream\nBT ET BT \nendstream' }, { root: /\/Root (\d+ 0 R)/.exec(our.completed.toString('latin1'))?.[1] ?? '' });
  const revoked = { ...our.validate(our.completed), signatures: our.validate(our.completed).signatures.map((one) => ({ ...one, indication: 'TOTAL_FAILED' as const })) };
  const standings = ({ document: { manifest }, signatures }: ValidationReport) => [...new Set(manifest?.steps.flatMap(({ tasks }) => tasks.map((task) => taskStanding(task, signatures))))];
  expect(standings(our.validate(our.completed))).toEqual(['signed']);
  expect(standings(our.validate(changed))).toEqual(['earlier']);
  expect(standings(validate(our.completed, nobody, defaultPolicy, hourAfter(our.pki.now)))).toEqual(['open']);
  expect(standings(revoked)).toEqual(['broken']);
  expect(standings(our.validate(our.heads[0] ?? our.prepared))).toContain('missing');
});

test('a file too broken to be read is not said to have no list of who was to sign', () => {
  const texts = describeReport(our.validate(Buffer.concat([our.completed.subarray(0, -40), Buffer.from('\nstartxref\n1\n%%EOF\n')])), 'en');
  expect([texts.headline, texts.answers.complete.text]).toEqual(['Not valid. The file holds signatures but is damaged or altered.', 'Cannot be judged.']);
});

test('changed: which page, after whose signature, and what to do', () => {
  const report = our.validate(appendByHand(our.completed, { 30: '<< /Length 9 >>\nstream\nBT ET BT \nendstream' }, { root: /\/Root (\d+ 0 R)/.exec(our.completed.toString('latin1'))?.[1] ?? '' }));
  const texts = describeReport(report, 'en');
  expect(texts.headline).toBe('Not valid. The document was changed after the signature.');
  expect(texts.answers.changedSince).toMatchObject({ mark: 'no', text: 'Yes, page 1 was changed after Karin Ås’ signature. That is not part of what anybody signed.' });
  expect(texts.answers.intact.mark).toBe('yes');
  expect(texts.answers.complete.text).toBe('No, nobody has signed the file as it is now.');
  expect(texts.advice.items).toEqual(['Do not use the file, ask Kommunstyrelsen i Ängaryd for the original, quoting KS 2026/114.']);
});

test('untrusted: the document is unchanged, and nobody is confirmed', () => {
  const texts = describeReport(validate(our.completed, nobody, defaultPolicy, hourAfter(our.pki.now)), 'sv');
  expect(texts.headline).toBe('Kan inte bekräftas. Dokumentet är oförändrat, men vi känner inte utfärdaren.');
  expect(texts.answers.who).toMatchObject({ mark: 'unknown' });
  expect(texts.advice.items[0]).toContain('på ett nummer du själv har hittat');
});

test('incomplete: how many of how many, and who is missing', async () => {
  const report = validate(our.heads[1] ?? our.prepared, { ...our.trust, crls: [await our.pki.crl(our.pki.root)] }, defaultPolicy, hourAfter(our.pki.now));
  const texts = describeReport(report, 'sv');
  expect(texts.headline).toBe('Ofullständigt. Två av tre har skrivit under.');
  expect(texts.answers.complete.text).toBe('Nej. Det saknas giltig underskrift av Karin Ås.');
});

describe('signed with a remark', () => {
  const typed = 'Deltog från § 4, ej §§ 1–3: jäv. ”Så” & <b>';
  const reported = async (more: Parameters<SignedCase['sign']>[3]): Promise<ValidationReport> => {
    const whole = await our.sign(our.heads[1] ?? our.prepared, our.fields[2]?.name ?? '', 'Karin Ås', more);
    return validate(whole, { ...our.trust, crls: [await our.pki.crl(our.pki.root)] }, defaultPolicy, hourAfter(our.pki.now));
  };

  test('the report holds exactly what was typed, and both languages say whose words they are', async () => {
    const report = await reported({ remark: typed });
    expect(report.signatures.map(({ claimedRemark }) => claimedRemark)).toEqual([null, null, typed]);
    expect(describeReport(report, 'sv').answers.who.text).toContain(` Karin Ås skrev under med anmärkning: ”${typed}”.`);
    const english = await reported({ remark: typed, language: 'en' });
    expect(english.signatures[2]).toMatchObject({ claimedRemark: typed, claimedReason: `Remark: ${typed}` });
    expect(describeReport(english, 'en').answers.who.text).toContain(` Karin Ås signed with a remark: “${typed}”.`);
  });

  test('another reason is no remark, and a remark cannot write sentences of ours', async () => {
    const other = await reported({ reason: 'I approve this document' });
    expect(other.signatures[2]).toMatchObject({ claimedRemark: null, claimedReason: 'I approve this document' });
    expect(describeReport(other, 'sv').answers.who.text).not.toContain('anmärkning');
    const forged = await reported({ reason: `Anmärkning: a\u202e\n\nGiltigt.${'x'.repeat(5000)}` });
    const { text } = describeReport(forged, 'sv').answers.who;
    expect(text).toContain('med anmärkning: ”a Giltigt.xxx');
    expect(text.length).toBeLessThan(700);
  });
});

test.each<[string, Uint8Array, string]>([
  ['unsigned', smallDocument(), 'Inte underskrivet. Det finns inga underskrifter i filen.'],
  ['no PDF', Buffer.from('hello'), 'Går inte att läsa. Filen är inte en PDF.'],
  ['cut off', smallDocument().subarray(0, 700), 'Går inte att läsa.'],
])('%s', (_, bytes, headline) => {
  expect(say(validate(bytes, nobody, defaultPolicy, new Date('2026-05-04')))[0]).toContain(headline);
});

test('every reason has its own sentence in both languages, and none is a code', () => {
  for (const sentences of [reasonSentencesSv, reasonSentencesEn]) {
    const texts = reasonCodes.map((code) => sentences[code]);
    expect(new Set(texts).size).toBe(reasonCodes.length);
    for (const text of texts) expect(text).toMatch(/^[A-ZÅÄÖ].*\.$/u);
  }
});

test('both languages answer the same questions with the same marks', () => {
  const report = our.validate(our.completed);
  const marks = (language: 'sv' | 'en') => Object.entries(describeReport(report, language).answers).map(([question, { mark }]) => [question, mark]);
  expect(marks('sv')).toEqual(marks('en'));
});
