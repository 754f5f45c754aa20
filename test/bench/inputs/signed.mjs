// Files prepared for and signed by that many one-time identities (B-B, chain inside, no timestamp), with the root beside them. Kept in the work folder.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { oneTimeSigner } from '../contenders/ours.mjs';
import { generatePdf, sizes } from './generate.mjs';
import { inputs } from './prepared.mjs';

/** @returns {{file: string, root: string}} paths; `size` is one of `sizes`, or { name, pages, … } of its own */
export async function signedFile(work, size, signatures) {
  const name = typeof size === 'string' ? size : size.name;
  const file = path.join(work, inputs, `${name}-${signatures}-signed-by-all.pdf`);
  const root = file.replace(/\.pdf$/, '.root.der');
  if (existsSync(file) && existsSync(root)) return { file, root };
  const { prepareMinutes } = await import('#pades');
  mkdirSync(path.dirname(file), { recursive: true });
  const original = generatePdf({ seed: name, ...(typeof size === 'string' ? sizes[size] : size) });
  const { update, fields } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Kommunstyrelsen', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'KS 1',
    requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://justera.example/validate',
    steps: [{ signatories: Array.from({ length: signatures }, () => ({ name: 'Anna Ek', role: 'adjuster' })) }],
  });
  const signer = await oneTimeSigner();
  const parts = [original, update];
  for (const field of fields) parts.push(await signer.sign(Buffer.concat(parts), field.name));
  writeFileSync(file, Buffer.concat(parts));
  writeFileSync(root, signer.root.certificate.der);
  return { file, root };
}
