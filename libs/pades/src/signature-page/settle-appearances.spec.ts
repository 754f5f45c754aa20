import { PDFDocument, PDFBool, PDFName } from 'pdf-lib';
import { openPdf } from '#pdf/read';
import { prepareMinutes } from '#pades';

// Loads and subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

async function needsAppearancesAfter({ drawn }: { drawn: boolean }): Promise<boolean> {
  const document = await PDFDocument.create();
  const field = document.getForm().createTextField('ort');
  field.setText('Ekdala');
  field.addToPage(document.addPage([595, 842]));
  const form = document.getForm().acroForm.dict;
  form.set(PDFName.of('NeedAppearances'), PDFBool.True);
  if (!drawn) for (const widget of field.acroField.getWidgets()) widget.dict.delete(PDFName.of('AP'));
  const original = await document.save({ useObjectStreams: false, updateFieldAppearances: drawn });
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial',
    notice: { advanced: true }, validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'adjuster' }] }],
  });
  const view = openPdf(Buffer.concat([original, update])).current;
  const acroForm = view.get(view.catalog, 'AcroForm');
  expect(acroForm?.kind).toBe('dictionary');
  const flag = acroForm?.kind === 'dictionary' ? view.get(acroForm, 'NeedAppearances') : undefined;
  return flag?.kind === 'boolean' && flag.value;
}

test('a form that asks viewers to draw its fields anew stops asking, so that they show the signed boxes', async () => {
  expect(await needsAppearancesAfter({ drawn: true })).toBe(false);
});

test('it goes on asking where a field would otherwise show nothing', async () => {
  expect(await needsAppearancesAfter({ drawn: false })).toBe(true);
});
