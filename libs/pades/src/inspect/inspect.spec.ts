import { PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { inspectForSigning, prepareMinutes } from '#pades';
import { refusals, warnings } from './notices.js';

async function made(change: (document: PDFDocument) => void = () => undefined): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  change(document);
  return document.save({ useObjectStreams: false });
}

const codes = (bytes: Uint8Array) => {
  const { refusals: refused, warnings: warned } = inspectForSigning(bytes);
  return { refused: refused.map(({ code }) => code), warned: warned.map(({ code }) => code) };
};

test('an ordinary file is neither refused nor warned about', async () => {
  expect(codes(await made())).toEqual({ refused: [], warned: [] });
});

test.each<[string, (document: PDFDocument) => void]>([
  ['javascript', (document) => document.addJavaScript('hello', 'app.alert(1)')],
  ['form-fields', (document) => document.getForm().createTextField('name').addToPage(document.getPage(0))],
  ['optional-content', (document) => document.catalog.set(PDFName.of('OCProperties'), document.context.obj({ OCGs: [] }))],
  ['actions', (document) => document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ S: 'URI', URI: PDFString.of('https://exempel.example') }))],
])('%s is warned about', async (code, change) => {
  expect(codes(await made(change)).warned).toContain(code);
});

test.each<[string, Record<string, boolean> | undefined, boolean]>([
  ['says so', { Marked: true }, true],
  ['says that it is not', { Marked: false }, false],
  ['says only that its tags are suspect', { Suspects: true }, false],
  ['says nothing', undefined, false],
])('a file that %s: is it tagged?', async (_what, mark, tagged) => {
  const bytes = await made((document) => {
    if (mark !== undefined) document.catalog.set(PDFName.of('MarkInfo'), document.context.obj(mark));
  });
  expect(inspectForSigning(bytes).tagged).toBe(tagged);
});

test('a dynamic form is refused, a static one warned about', async () => {
  const withXfa = (document: PDFDocument): void => {
    document.getForm();
    document.catalog.lookup(PDFName.of('AcroForm'), PDFDict).set(PDFName.of('XFA'), document.context.obj([]));
  };
  expect(codes(await made(withXfa))).toMatchObject({ refused: [], warned: expect.arrayContaining(['xfa']) });
  const dynamic = (document: PDFDocument): void => {
    withXfa(document);
    document.catalog.set(PDFName.of('NeedsRendering'), document.context.obj(true));
  };
  expect(codes(await made(dynamic)).refused).toContain('dynamic-xfa');
});

test('a file that we prepared before, without signatures, is pointed out', async () => {
  const original = await made();
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'low', notice: { advanced: false, methodText: 'engångskod till e-post' },
    validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }],
  });
  expect(codes(Buffer.concat([original, update])).warned).toEqual(expect.arrayContaining(['signature-page-without-signatures', 'empty-signature-fields']));
});

test('preparing what intake refuses is refused too', async () => {
  const request = {
    caseId: 'c1', language: 'sv', bodyName: 'N', title: 'P', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://justera.example',
    steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }],
  } as const;
  await expect(prepareMinutes({ ...request, original: Buffer.from('not a PDF') })).rejects.toMatchObject({ code: 'input-refused', details: { refusal: 'not-a-pdf' } });
});

test('every notice has a sentence and advice in both languages', () => {
  for (const notice of [...Object.values(refusals), ...Object.values(warnings)]) {
    for (const text of [notice.sv, notice.en, notice.adviceSv, notice.adviceEn]) expect(text).toMatch(/^\p{Lu}.*\.$/u);
    expect(notice.sv).not.toBe(notice.en);
  }
});
