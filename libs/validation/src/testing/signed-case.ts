import { appendSignature, completeDocument, prepareMinutes, type AppendRequest, type PrepareRequest, type RevocationSource, type TimeStampClient } from '#pades';
import { parseCertificate, parseTimeStampToken } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { defaultPolicy } from '../policy/signature-validation-policy.js';
import type { TrustMaterial } from '../policy/trust-material.js';
import type { ValidationReport } from '../report/validation-report.js';
import { validate } from '../validate.js';
import { smallDocument } from './small-document.js';

/** A file of ours through its life, with the world that vouches for it. */
export interface SignedCase {
  readonly pki: TestPki;
  readonly trust: TrustMaterial;
  readonly original: Buffer;
  readonly prepared: Buffer;
  readonly fields: readonly { readonly name: string; readonly signatoryName: string }[];
  /** After each signature, in signing order. */
  readonly heads: readonly Buffer[];
  readonly completed: Buffer;
  /** Signs one more field of `head` in the given name. */
  readonly sign: (head: Uint8Array, fieldName: string, signerName: string, more?: Partial<Pick<AppendRequest, 'remark' | 'reason' | 'language'>>) => Promise<Buffer>;
  /** Of any bytes, with this world's roots, an hour after signing. */
  readonly validate: (bytes: Uint8Array, at?: Date) => ValidationReport;
}

export interface CaseOptions {
  readonly original?: Uint8Array;
  readonly steps?: PrepareRequest['steps'];
  /** How many sign; all by default. */
  readonly signatures?: number;
  /** Done to the prepared revision before anybody signs, such as sealing it. */
  readonly beforeSigning?: (prepared: Buffer, world: { readonly pki: TestPki }) => Promise<Buffer>;
}

const defaultSteps: PrepareRequest['steps'] = [
  { signatories: [{ name: 'Bo Lind', role: 'secretary' }] },
  { signatories: [{ name: 'Anna Ek', role: 'chair' }, { name: 'Karin Ås', role: 'adjuster' }] },
];

export function trustOf(pki: TestPki, more: Partial<TrustMaterial> = {}): TrustMaterial {
  return { signatureAnchors: [pki.root.der], sealAnchors: [pki.root.der], timestampAnchors: [pki.root.der], ...more };
}

export const hourAfter = (time: Date, hours = 1): Date => new Date(time.getTime() + hours * 3_600_000);

export async function signedCase(options: CaseOptions = {}): Promise<SignedCase> {
  const pki = await createTestPki();
  const original = Buffer.from(options.original ?? smallDocument());
  const { update, fields } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Kommunstyrelsen i Ängaryd', title: 'Protokoll 27 mars 2026',
    meetingDate: '2026-03-27', registrationNumber: 'KS 2026/114', requiredLevelOfAssurance: 'substantial', notice: { advanced: true },
    validationAddress: 'https://justera.angaryd.example/validate', steps: options.steps ?? defaultSteps,
  });
  const first = Buffer.concat([original, update]);
  const prepared = options.beforeSigning === undefined ? first : await options.beforeSigning(first, { pki });
  const sign: SignedCase['sign'] = (head, fieldName, signerName, more) => append(pki, head, fieldName, signerName, more);
  const heads: Buffer[] = [];
  for (const field of fields.slice(0, options.signatures ?? fields.length)) {
    heads.push(await sign(heads.at(-1) ?? prepared, field.name, field.signatoryName));
  }
  const head = heads.at(-1) ?? prepared;
  const { updates } = await completeDocument({ head, evidence: revocationOf(pki), timestamps: timestampsOf(pki), anchors: [pki.root.der], now: pki.now });
  const trust = trustOf(pki);
  return {
    pki, trust, original, prepared, fields, heads, sign,
    completed: Buffer.concat([head, ...updates.map((one) => one.update)]),
    validate: (bytes, at = hourAfter(pki.now)) => validate(bytes, trust, defaultPolicy, at),
  };
}

function timestampsOf(pki: TestPki): TimeStampClient {
  return {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      const token = await pki.timestamp(digest);
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
}

function revocationOf(pki: TestPki): RevocationSource {
  return {
    collect: async ({ certificate }) => {
      const isOurs = [pki.issuing, pki.tsa].some((one) => one.certificate.sha256 === parseCertificate(certificate).sha256);
      return { crls: isOurs ? [await pki.crl(pki.root)] : [], ocspResponses: [], certificates: [], failures: [] };
    },
  };
}

async function append(pki: TestPki, head: Uint8Array, fieldName: string, signerName: string, more?: Partial<AppendRequest>): Promise<Buffer> {
  const [givenName = '', ...rest] = signerName.split(' ');
  const person = await pki.oneTime({ givenName, surname: rest.join(' ') });
  const done = await appendSignature({
    head, fieldName, signerName, roleTitle: 'justerare', methodText: 'e-legitimation', language: 'sv',
    identity: { certificate: person.der, chain: person.chain, signer: person.signer },
    signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps: timestampsOf(pki), ...more,
  });
  return Buffer.concat([head, done.update]);
}
