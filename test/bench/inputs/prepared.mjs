// Generated minutes with signature page and empty fields, as our own prepare makes them: fonts embedded, boxes placed. Kept in the work folder.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatePdf, sizes } from './generate.mjs';

/** Folder of what is made once. Raise the number when prepare writes something else: a box that was compressed before is signed compressed. */
export const inputs = 'inputs-2';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Path of `size` prepared for that many signatories; fields are Signature1 … */
export async function preparedFile(work, size, signatories) {
  const file = path.join(work, inputs, `${size}-${signatories}.pdf`);
  if (existsSync(file)) return file;
  const { prepareMinutes } = await import('#pades');
  mkdirSync(path.dirname(file), { recursive: true });
  const original = generatePdf({ seed: size, ...sizes[size] });
  const { update } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Kommunstyrelsen', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'KS 1',
    requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://justera.example/validate',
    steps: [{ signatories: Array.from({ length: signatories }, (_, at) => ({ name: at === 0 ? 'Anna Ek' : `Anna Ek${letters[at]}`, role: 'adjuster' })) }],
  });
  writeFileSync(file, Buffer.concat([original, update]));
  return file;
}

/** How many bytes, for people. */
export function sizeOf(file) {
  const { size } = statSync(file);
  return size >= 1e6 ? `${(size / 1e6).toFixed(1)} MB` : `${(size / 1e3).toFixed(0)} kB`;
}

/** The number of the object that holds a field: what mutool wants to be told. */
export async function fieldObject(file, fieldName) {
  const { openPdf, signatureFields } = await import('#pdf/read');
  return signatureFields(openPdf(readFileSync(file)).current).find(({ name }) => name === fieldName)?.reference?.objectNumber;
}
