import { createHash, randomBytes } from 'node:crypto';
import type { JudgedSignature, Judgement, OneTimeSigningIdentity, SignatureEngine } from '../engine/signature-engine.js';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export interface PlainEngine extends SignatureEngine {
  /** Codes to throw at the next calls of `append` and `complete`, one each. */
  readonly troubles: string[];
  /** While set, every time-stamping fails with it. */
  outage: string | undefined;
  readonly identities: { readonly keySha256: string; disposed: boolean; used: number }[];
  /** Calls of `append` and `complete` that got as far as the timestamp. */
  timestamps: number;
  /** Runs in the middle of `append`, where a real engine asks the network. */
  meanwhile: (() => Promise<void>) | undefined;
}

class Trouble extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * Appends lines of text instead of signatures, and judges them as strictly as they can be judged: every signature line
 * must carry the hash of all bytes before it. For tests about order, crashes and races.
 */
export function createPlainEngine(): PlainEngine {
  const engine: PlainEngine = {
    troubles: [],
    outage: undefined,
    identities: [],
    timestamps: 0,
    meanwhile: undefined,
    prepare: async ({ original, caseId, steps, notice }) => {
      const signatories = steps.flatMap((step) => step.signatories);
      const fieldNames = signatories.map((_, index) => `signatory-${index + 1}`);
      const manifest = JSON.stringify({ caseId, advanced: notice.advanced, steps: steps.map(({ quorum, signatories: { length } }) => ({ quorum, length })) });
      const update = Buffer.from(`\nPREPARED ${manifest}`);
      const whole = Buffer.concat([original, update]);
      return { update, preparedSha256: sha256(whole), preparedLength: whole.length, pageCount: 6, fieldNames };
    },
    newIdentity: async ({ commonName }) => {
      const keySha256 = randomBytes(32).toString('hex');
      const state = { keySha256, disposed: false, used: 0 };
      engine.identities.push(state);
      const certificate = Buffer.from(`${commonName} ${keySha256}`);
      const identity: OneTimeSigningIdentity = {
        certificate,
        serialNumber: keySha256.slice(0, 32),
        certificateSha256: sha256(certificate),
        keySha256,
        dispose: () => {
          state.disposed = true;
        },
      };
      return identity;
    },
    append: async ({ head, fieldName, identity, signerName, substituteFor, remark }) => {
      const state = engine.identities.find((one) => one.keySha256 === identity.keySha256);
      if (state === undefined || state.disposed || state.used > 0) throw new Trouble('identity-already-used');
      state.used += 1;
      await stamp(engine);
      const update = Buffer.from(`\nSIGNATURE ${JSON.stringify({ fieldName, signerName, substituteFor, remark, certificate: identity.certificateSha256, over: sha256(head) })}`);
      const whole = Buffer.concat([head, update]);
      return { update, revisionSha256: sha256(whole), revisionLength: whole.length, timestampedAt: new Date(0) };
    },
    complete: async (head) => {
      await stamp(engine);
      const store = Buffer.from('\nSTORE');
      const withStore = Buffer.concat([head, store]);
      const timestamp = Buffer.from(`\nTIMESTAMP ${sha256(withStore)}`);
      const whole = Buffer.concat([withStore, timestamp]);
      return [
        { kind: 'securityStore', update: store, revisionSha256: sha256(withStore), revisionLength: withStore.length },
        { kind: 'documentTimestamp', update: timestamp, revisionSha256: sha256(whole), revisionLength: whole.length },
      ];
    },
    unshowable: (text) => [...text].filter((character) => /[\p{C}\p{Extended_Pictographic}]/u.test(character)),
    signedFields: () => [],
    statesSignatories: () => true,
    judge: async (bytes, _stage) => judge(bytes),
  };
  return engine;
}

async function stamp(engine: PlainEngine): Promise<void> {
  await engine.meanwhile?.();
  const trouble = engine.outage ?? engine.troubles.shift();
  if (trouble !== undefined) throw new Trouble(trouble);
  engine.timestamps += 1;
}

export function judge(bytes: Uint8Array): Judgement {
  const text = Buffer.from(bytes).toString('latin1');
  const signatures: JudgedSignature[] = [];
  let required: { quorum: number; length: number }[] = [];
  let isKnown = true;
  const start = text.indexOf('\nPREPARED');
  for (const match of text.matchAll(/\n(\S*)( [^\n]*)?/g)) {
    const [, kind, rest = ''] = match;
    if (match.index < start) continue;
    const before = sha256(bytes.subarray(0, match.index));
    if (kind === 'PREPARED') required = (JSON.parse(rest) as { steps: typeof required }).steps;
    else if (kind === 'SIGNATURE') {
      const { fieldName, certificate, over } = JSON.parse(rest) as { fieldName: string; certificate: string; over: string };
      signatures.push(judged(fieldName, 'signature', over === before, certificate));
    } else if (kind === 'TIMESTAMP') signatures.push(judged('timestamp', 'documentTimestamp', rest.trim() === before, null));
    else if (kind !== 'STORE') isKnown = false;
  }
  const complete = isComplete(required, signatures);
  const isIntact = isKnown && signatures.every((signature) => signature.integrity === 'intact');
  const status = !isIntact ? 'not-valid' : signatures.length === 0 ? 'unsigned' : complete ? 'valid' : 'indeterminate';
  return { status, complete: complete ? 'yes' : 'no', reasons: [], pageCount: 6, signatures, reportSha256: sha256(JSON.stringify(signatures)) };
}

function judged(fieldName: string, kind: JudgedSignature['kind'], isIntact: boolean, certificateSha256: string | null): JudgedSignature {
  return {
    fieldName,
    kind,
    indication: isIntact ? 'TOTAL_PASSED' : 'TOTAL_FAILED',
    integrity: isIntact ? 'intact' : 'broken',
    changesAfter: 'permitted',
    certificateSha256,
    reasons: [],
  };
}

function isComplete(required: readonly { quorum: number; length: number }[], signatures: readonly JudgedSignature[]): boolean {
  let first = 1;
  return (
    required.length > 0 &&
    required.every(({ quorum, length }) => {
      const fields = Array.from({ length }, (_, index) => `signatory-${first + index}`);
      first += length;
      const signed = fields.filter((field) => signatures.filter((one) => one.fieldName === field).length === 1);
      return signed.length >= quorum && fields.every((field) => signatures.filter((one) => one.fieldName === field).length <= 1);
    })
  );
}
