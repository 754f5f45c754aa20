// Makes the files of the suite `seal`: node --conditions=source libs/persistence/src/testing/run-typescript.cjs test/conformance/seal/make-files.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument, PDFString, StandardFonts } from 'pdf-lib';
import { createSampleMinutes } from '#demo';
import { appendSignature, completeDocument, prepareMinutes, repairByRewriting, sealPrepared, type PreparedField, type PrepareRequest, type RevocationSource, type SigningIdentity, type TimeStampClient } from '#pades';
import { parseCertificate, parseTimeStampToken } from '#pki/parse';
import { createTestPki, issueTestCertificate, type TestCertificate } from '#testing';
import { loadLists } from '#trust';
import { defaultPolicy, validate } from '#validation';
import { signList, unsignedList } from '../../../libs/trust/src/testing/build-list.js';

let persons = 0;
const folder = process.argv[2] ?? '.';
const now = new Date(Math.floor(Date.now() / 1000) * 1000 - 120_000);
const organisation = [{ oid: '2.5.4.6', value: 'SE' }, { oid: '2.5.4.10', value: 'Ängaryds kommun' }, { oid: '2.5.4.97', value: 'NTRSE-2120000001' }, { oid: '2.5.4.3', value: 'Ängaryds kommun' }];

async function main(): Promise<void> {
  const pki = await createTestPki({ now, label: 'Seal suite' });
  const timestamps: TimeStampClient = {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      const token = await pki.timestamp(digest);
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
  const evidence: RevocationSource = {
    collect: async ({ issuer }) => {
      const by = [pki.root, pki.issuing].find((one) => one.certificate.sha256 === parseCertificate(issuer).sha256);
      return { crls: by === undefined ? [] : [await pki.crl(by, [], new Date(now.getTime() + 30_000))], ocspResponses: [], certificates: [], failures: [] };
    },
  };
  const asIdentity = ({ der, chain, signer }: TestCertificate): SigningIdentity => ({ certificate: der, chain, signer });
  const person = async (name: string): Promise<SigningIdentity> => {
    const [givenName = '', surname = ''] = name.split(' ');
    return asIdentity(await pki.oneTime({ givenName, surname, pseudonym: `P-${(persons += 1)}` }));
  };
  const common = { language: 'sv' as const, signingTime: now, timeZone: 'Europe/Stockholm', timestamps };
  const append = async (head: Uint8Array, fieldName: string, name: string, more: object = {}): Promise<Buffer> => {
    const { update } = await appendSignature({ ...common, head, fieldName, signerName: name, roleTitle: 'justerare', methodText: 'e-legitimation', identity: await person(name), ...more });
    return Buffer.concat([head, update]);
  };
  const finish = async (start: Uint8Array, fields: readonly PreparedField[], name: string): Promise<void> => {
    let head: Buffer = Buffer.from(start);
    for (const field of fields) head = await append(head, field.name, field.signatoryName, { addFieldIfMissing: true });
    const { updates } = await completeDocument({ head, evidence, timestamps, anchors: [pki.root.der], now });
    write(`${name}.signed.pdf`, Buffer.concat([head, ...updates.map(({ update }) => update)]));
  };
  const seal = asIdentity(await pki.issue({ subject: organisation, keyUsage: ['digitalSignature', 'contentCommitment'] }));
  const sealed = async (original: Uint8Array, name: string, changes: Partial<PrepareRequest> = {}): Promise<void> => {
    const prepared = await prepareMinutes({ ...request(original), withSealField: true, ...changes });
    const head = Buffer.concat([original, prepared.update]);
    const { update } = await sealPrepared({ ...common, prepared: head, fieldName: prepared.sealField ?? '', sealedBy: 'Ängaryds kommun', identity: seal });
    await finish(Buffer.concat([head, update]), prepared.fields, name);
  };

  write('trust/root.cer', pki.root.der);
  await sealed(await minutes(), 'sealed');
  await sealed(await minutes({ streams: true }), 'sealed-object-streams');
  await sealed(await minutes({ formField: true }), 'sealed-with-form');
  // As most minutes are: PDF/A-2a with a structure tree, which the signature page joins.
  await sealed(await createSampleMinutes(), 'sealed-tagged');
  const broken = Buffer.from(Buffer.from(await minutes()).toString('latin1').replace(/startxref\n\d+/u, 'startxref\n5'), 'latin1');
  const repair = repairByRewriting(broken);
  if (!repair.repaired) throw new Error(repair.reason);
  await sealed(repair.bytes, 'rewritten');
  for (const certify of [false, true]) {
    const theirs = await append(await minutes({ fields: ['Theirs', ...(certify ? ['a', 'b', 'c'] : [])] }), 'Theirs', 'Ulla Berg', { certify });
    const { update, fields } = await prepareMinutes(request(theirs));
    await finish(Buffer.concat([theirs, update]), fields, certify ? 'certified-before' : 'signed-before');
  }
  await trustedList(pki.issuing, pki.tsa, pki.root, Buffer.from(await readBack('sealed.signed.pdf')));
}

/** The seal's and the time stamps' issuers as an EU-style list has them: the list is the only trust that our validator is given. */
async function trustedList(issuing: TestCertificate, tsa: TestCertificate, root: TestCertificate, file: Uint8Array): Promise<void> {
  const operator = await issueTestCertificate({ subject: 'List operator', notBefore: new Date('2026-01-01'), notAfter: new Date('2030-01-01') });
  const national = signList(unsignedList({
    territory: 'SE', issuedAt: '2026-01-01T00:00:00Z', nextUpdate: new Date(now.getTime() + 86_400_000 * 90).toISOString().replace(/\.\d+Z/u, 'Z'),
    services: [
      { type: 'CA/QC', certificate: issuing.der, for: ['ForeSeals', 'ForeSignatures'] },
      { type: 'TSA/QTST', certificate: tsa.der },
      { type: 'CA/QC', certificate: root.der, for: ['ForeSeals', 'ForeSignatures'] },
    ],
  }), { key: operator.key.privateKey, certificate: operator.der });
  write('trusted-list/se.xml', Buffer.from(national, 'utf8'));
  write('trusted-list/operator.cer', operator.der);
  const { services, findings } = loadLists([{ source: 'se.xml', bytes: Buffer.from(national, 'utf8') }], [operator.der], now);
  const { document, signatures } = validate(file, { signatureAnchors: [], sealAnchors: [], timestampAnchors: [], services }, defaultPolicy, new Date());
  const seal = signatures.find(({ kind }) => kind === 'seal');
  const verdict = {
    findings, status: document.status, complete: document.complete, reasons: document.reasons, services: services.length,
    signatures: signatures.map(({ kind, indication, trust }) => ({ kind, indication, anchor: trust.anchor })), seal: seal?.indication,
  };
  write('trusted-list/own-verdict.json', Buffer.from(JSON.stringify(verdict)));
}

async function minutes({ streams = false, formField = false, fields = [] as readonly string[] } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  page.drawText('Protokoll 27 mars 2026', { x: 50, y: 700, font });
  if (formField) {
    const field = document.getForm().createTextField('diarienummer');
    field.setText('KS 2026/114');
    field.addToPage(page, { x: 50, y: 600, width: 200, height: 20 });
  }
  for (const name of fields) {
    const field = { Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of(name), F: 132, Rect: [0, 0, 0, 0] };
    document.getForm().acroForm.addField(document.context.register(document.context.obj(field)));
  }
  return document.save({ useObjectStreams: streams });
}

const request = (original: Uint8Array): PrepareRequest => ({
  original, caseId: 'conformance', language: 'sv', bodyName: 'Ängaryds kommun', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'KS 2026/114', requiredLevelOfAssurance: 'substantial',
  notice: { advanced: true }, validationAddress: 'https://justera.example/validate',
  steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }, { signatories: [{ name: 'Anna Ek', role: 'chair' }, { name: 'Per Öst', role: 'adjuster' }] }],
});

function write(name: string, bytes: Uint8Array): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

async function readBack(name: string): Promise<Uint8Array> {
  const { readFileSync } = await import('node:fs');
  return readFileSync(path.join(folder, name));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
