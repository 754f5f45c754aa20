import { PDFDocument, PDFString, StandardFonts } from 'pdf-lib';
import type { SigningKey } from '#issuance';
import type { RevocationSource, TimeStampClient } from '#pades';
import { parseCertificate, parseTimeStampToken } from '#pki/parse';
import type { Clock } from '#platform';
import { createTestPki, type TestPki } from '#testing';
import { createSignatureEngine } from '../engine/create-signature-engine.js';
import type { SignatureEngine } from '../engine/signature-engine.js';

export interface RealWorld {
  readonly engine: SignatureEngine;
  readonly pki: TestPki;
  /** By the slug of the body; empty at first. */
  readonly seals: Map<string, SigningKey>;
  readonly trust: Parameters<typeof createSignatureEngine>[0]['trust'];
  /** While set, the time-stamping authority answers nothing but this code. */
  outage: string | undefined;
}

/** The real engine in a trust world of its own, with an authority for time stamps in this process. */
export async function createRealWorld(clock: Clock): Promise<RealWorld> {
  const pki = await createTestPki({ now: clock.now() });
  const trust = { signatureAnchors: [pki.root.der], sealAnchors: [pki.root.der], timestampAnchors: [pki.root.der] };
  const seals = new Map<string, SigningKey>();
  const timestamps: TimeStampClient = {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      if (world.outage !== undefined) throw Object.assign(new Error('the TSA is down'), { code: world.outage });
      const token = await pki.timestamp(digest, 'sha256', clock.now());
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
  const revocation: RevocationSource = {
    collect: async ({ certificate }) => {
      const { sha256 } = parseCertificate(certificate);
      const isSeal = [...seals.values()].some((one) => one.certificate.sha256 === sha256);
      const isKnown = isSeal || [pki.issuing, pki.tsa].some((one) => one.certificate.sha256 === sha256);
      const crls = isKnown ? [await pki.crl(isSeal ? pki.issuing : pki.root, [], clock.now())] : [];
      return { crls, ocspResponses: [], certificates: [], failures: isKnown ? [] : ['unknown certificate'] };
    },
  };
  const authority = { certificate: pki.issuing.certificate, chain: pki.issuing.chain, signer: pki.issuing.signer };
  const world: RealWorld = {
    pki,
    trust,
    seals,
    outage: undefined,
    engine: createSignatureEngine({ authority, timestamps, revocation, trust, clock, seals }),
  };
  return world;
}

export async function minutesPdf(pages = 3): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) document.addPage([595, 842]).drawText(`Protokoll, sida ${page}`, { x: 50, y: 700, font });
  return document.save({ useObjectStreams: true });
}

/** One page, and invisible empty signature fields by these names. */
export async function signaturePdf(fieldNames: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([595, 842]).drawText('Avtal', { x: 50, y: 700, font });
  for (const fieldName of fieldNames) {
    const field = { Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of(fieldName), F: 132, Rect: [0, 0, 0, 0] };
    document.getForm().acroForm.addField(document.context.register(document.context.obj(field)));
  }
  return document.save({ useObjectStreams: false });
}
