import { PDFDocument, StandardFonts } from 'pdf-lib';
import { parseCertificate, parseTimeStampToken } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { appendSignature, type AppendRequest, type PrepareRequest, type RevocationSource, type SigningIdentity, type TimeStampClient } from '#pades';

/** A trust world with what `appendSignature` and `completeDocument` need of it. */
export interface TestSigner {
  readonly pki: TestPki;
  readonly timestamps: TimeStampClient;
  readonly evidence: RevocationSource;
  identity(name: string): Promise<SigningIdentity>;
  /** Head and signature, joined. */
  append(head: Uint8Array, fieldName: string, name: string, changes?: Partial<AppendRequest>): Promise<Buffer>;
}

export async function createTestSigner(): Promise<TestSigner> {
  const pki = await createTestPki();
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
      return { crls: by === undefined ? [] : [await pki.crl(by)], ocspResponses: [], certificates: [], failures: by === undefined ? ['unknown issuer'] : [] };
    },
  };
  const identity = async (person: string): Promise<SigningIdentity> => {
    const [givenName = '', surname = ''] = person.split(' ');
    const { der, chain, signer } = await pki.oneTime({ givenName, surname });
    return { certificate: der, chain, signer };
  };
  return {
    pki, timestamps, evidence, identity,
    append: async (head, fieldName, signerName, changes = {}) => {
      const request: AppendRequest = {
        head, fieldName, signerName, roleTitle: 'justerare', methodText: 'e-legitimation', language: 'sv', identity: await identity(signerName), signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps,
        ...changes,
      };
      return Buffer.concat([head, (await appendSignature(request)).update]);
    },
  };
}

export async function onePagePdf(change: (document: PDFDocument) => void = () => undefined): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([595, 842]).drawText('Protokoll', { x: 50, y: 700, font });
  change(document);
  return document.save({ useObjectStreams: false });
}

export const prepareRequest = (original: Uint8Array, changes: Partial<PrepareRequest> = {}): PrepareRequest => ({
  original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden i Ängaryd', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'N 2026/1', requiredLevelOfAssurance: 'substantial', notice: { advanced: true },
  validationAddress: 'https://justera.example/validate',
  steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }, { signatories: [{ name: 'Anna Ek', role: 'chair' }, { name: 'Per Öst', role: 'adjuster' }] }],
  ...changes,
});
