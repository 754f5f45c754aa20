import { PDFDocument } from 'pdf-lib';
import { maximumRemarkLength } from '#minutes';
import { asDictionary, asString, asStream, decodeTextString, openPdf, signatureFields } from '#pdf/read';
import { parseTimeStampToken } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { appendSignature, prepareMinutes, unshowableIn, type AppendRequest, type TimeStampClient } from '#pades';
import { codesByCodePoint } from '../fonts/to-unicode.js';

// Loads and subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

let pki: TestPki;
let prepared: Uint8Array;
let timestamps: TimeStampClient;

beforeAll(async () => {
  pki = await createTestPki();
  timestamps = {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      const token = await pki.timestamp(digest);
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
  const document = await PDFDocument.create();
  document.addPage();
  const original = await document.save();
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial',
    notice: { advanced: true }, validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'adjuster' }, { name: 'عبد الله', role: 'adjuster' }] }],
  });
  prepared = Buffer.concat([original, update]);
});

async function sign(changes: Partial<AppendRequest>): Promise<{ update: Uint8Array; whole: Uint8Array }> {
  const person = await pki.oneTime({ givenName: 'Anna', surname: 'Ek' });
  const done = await appendSignature({
    head: prepared, fieldName: 'Signature1', signerName: 'Anna Ek', roleTitle: 'justerare', methodText: 'e-legitimation', language: 'sv', signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps,
    identity: { certificate: person.der, chain: person.chain, signer: person.signer }, ...changes,
  });
  return { update: done.update, whole: Buffer.concat([prepared, done.update]) };
}

/** What a reader would read in the box: every glyph by the /ToUnicode of its font, nested forms included. */
function textOfBox(bytes: Uint8Array, fieldName: string): string {
  const view = openPdf(bytes).current;
  const field = signatureFields(view).find(({ name }) => name === fieldName);
  const appearance = field === undefined ? undefined : view.get(field.dictionary, 'AP');
  const read = (form: ReturnType<typeof asStream>): string => {
    if (form === undefined) return '';
    const resources = view.get(form.dictionary, 'Resources');
    if (resources?.kind !== 'dictionary') return '';
    const fonts = view.get(resources, 'Font');
    const forms = view.get(resources, 'XObject');
    let characters = new Map<number, string>();
    const said: string[] = [];
    for (const [, font, shown, nested] of Buffer.from(view.streamData(form)).toString('latin1').matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|\/(\w+) Do/g)) {
      if (nested !== undefined && forms?.kind === 'dictionary') said.push(read(asStream(view.get(forms, nested))));
      if (font !== undefined && fonts?.kind === 'dictionary') {
        const dictionary = view.get(fonts, font);
        const cmap = dictionary?.kind === 'dictionary' ? asStream(view.get(dictionary, 'ToUnicode')) : undefined;
        const meanings = cmap === undefined ? [] : [...codesByCodePoint(view.streamData(cmap))];
        characters = new Map(meanings.map(([point, code]) => [code, String.fromCodePoint(point)]));
      }
      if (shown !== undefined) said.push([...shown.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((code) => characters.get(Number.parseInt(code, 16)) ?? '?').join('')).join(''));
    }
    return said.join('\n');
  };
  return read(appearance?.kind === 'dictionary' ? asStream(view.get(appearance, 'N')) : undefined);
}

test('a signed box is stored as the empty one was, also where it brings a font: DSS cannot name a /Filter that comes or goes, and calls it a breach of a certification', async () => {
  const filterOf = (bytes: Uint8Array): string => {
    const { current } = openPdf(bytes);
    const field = signatureFields(current).find(({ name }) => name === 'Signature1');
    const appearance = field === undefined ? undefined : asDictionary(current.get(field.dictionary, 'AP'));
    const normal = appearance === undefined ? undefined : asStream(current.get(appearance, 'N'));
    return normal === undefined ? 'nothing shown' : (normal.dictionary.get('Filter')?.kind ?? 'plain');
  };
  expect(filterOf(prepared)).toBe('plain');
  expect(filterOf((await sign({})).whole)).toBe('plain');
  expect(filterOf((await sign({ signerName: '李娜', substituteFor: 'Anna Ek' })).whole)).toBe('plain');
});

test('an empty box says that it is not signed, a signed one says who, when with zone, and how', async () => {
  expect(textOfBox(prepared, 'Signature1')).toBe('Ännu inte underskrivet');
  const { whole } = await sign({});
  expect(textOfBox(whole, 'Signature1')).toBe('Anna Ek\n, justerare\nUnderskrivet 4 maj 2026 kl. 14.00.00 (UTC+02:00)\nLegitimerad med e-legitimation');
  expect(textOfBox(whole, 'Signature2')).toBe('Ännu inte underskrivet');
});

test('the box shows the name of the certificate, not the name that was expected', async () => {
  const { whole } = await sign({ signerName: 'Anna Maria Ek-Östberg', language: 'en' });
  expect(textOfBox(whole, 'Signature1')).toBe('Anna Maria Ek-Östberg\n, justerare\nSigned 4 May 2026 at 14:00:00 (UTC+02:00)\nIdentified by e-legitimation');
});

test('a substitute signs in the printed slot, and the box says so', async () => {
  const { whole } = await sign({ signerName: 'Eva Berg', substituteFor: 'Anna Ek' });
  expect(textOfBox(whole, 'Signature1')).toContain('Eva Berg, ersättare för Anna Ek\n, justerare\n');
  const english = await sign({ signerName: 'Eva Berg', substituteFor: 'Anna Ek', language: 'en' });
  expect(textOfBox(english.whole, 'Signature1')).toContain('Eva Berg, substitute for Anna Ek\n, justerare\n');
});

test('a substitute whose letters nobody could foresee brings a font, and only then', async () => {
  const { whole, update } = await sign({ signerName: '李娜', substituteFor: 'Anna Ek' });
  expect(Buffer.from(update).toString('latin1')).toContain('/FontFile2');
  expect(textOfBox(whole, 'Signature1')).toContain('李娜');
});

const reasonOf = (bytes: Uint8Array): string | undefined => {
  const { current } = openPdf(bytes);
  const value = signatureFields(current).find(({ name }) => name === 'Signature1')?.value;
  const reason = value === undefined ? undefined : asString(value.get('Reason'));
  return reason === undefined ? undefined : decodeTextString(reason);
};

test('a remark is shown whole, in the box and as the reason, in the language of the case; none leaves no trace', async () => {
  const short = await sign({ remark: 'Deltog från § 4.' });
  expect(textOfBox(short.whole, 'Signature1').split('\n').at(-1)).toBe('Anmärkning: Deltog från § 4.');
  expect(reasonOf(short.whole)).toBe('Anmärkning: Deltog från § 4.');
  expect(reasonOf((await sign({ remark: 'Attended from § 4.', language: 'en' })).whole)).toBe('Remark: Attended from § 4.');
  const none = await sign({ remark: '  ' });
  expect(textOfBox(none.whole, 'Signature1')).not.toContain('Anmärkning');
  expect(reasonOf(none.whole)).toBeUndefined();
});

test('the longest remark is shown to its last word, one character more is refused: nothing is cut', async () => {
  const longest = `${'ord '.repeat(maximumRemarkLength / 4 - 1)}slut`;
  const { whole } = await sign({ remark: longest });
  expect(textOfBox(whole, 'Signature1').split('\n').slice(4).join('')).toBe(`Anmärkning: ${longest}`);
  const wide = 'W'.repeat(maximumRemarkLength);
  expect(textOfBox((await sign({ remark: wide })).whole, 'Signature1').split('\n').slice(4).join('')).toBe(`Anmärkning: ${wide}`);
  await expect(sign({ remark: `${longest}.` })).rejects.toMatchObject({ code: 'bad-content' });
});

test('what can be said in a box is known beforehand, character by character', () => {
  expect(unshowableIn('Deltog från § 4, ej §§ 5–7. Łukasz 李娜 عبد ”så”')).toEqual([]);
  expect(unshowableIn('Bra \u{1F44D} möte \u{1F44D}\u{1F9D9}')).toEqual(['\u{1F44D}', '\u{1F9D9}']);
  expect(unshowableIn('fram\u202ekab')).toEqual(['\u202e']);
});

test('a name in a joining script is drawn at prepare, so signing needs no font for it', async () => {
  const { update } = await sign({ fieldName: 'Signature2', signerName: 'عبد الله' });
  expect(Buffer.from(update).toString('latin1')).not.toContain('/FontFile2');
});

test('a signature brings nothing but itself: no font, and little more than the room for its bytes', async () => {
  const { update } = await sign({});
  expect(Buffer.from(update).toString('latin1')).not.toContain('/FontFile2');
  const contents = /\/Contents\s*<([0-9a-fA-F]+)>/.exec(Buffer.from(update).toString('latin1'))?.[1]?.length ?? 0;
  expect(update.byteLength - contents).toBeLessThan(4_000);
});

test('a box that cannot say how the person was identified is refused, never left saying "not signed"', async () => {
  await expect(sign({ methodText: 'x'.repeat(101) })).rejects.toMatchObject({ code: 'bad-content' });
  await expect(sign({ methodText: '\u{1F9D9}' })).rejects.toMatchObject({ code: 'missing-glyph' });
});
