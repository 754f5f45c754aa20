import { canonicalJson } from '#evidence';
import { createOneTimeIdentity, type CertificateSubject, type IssuingAuthority, type OneTimeIdentity, type OneTimeIdentityOptions } from '#issuance';
import {
  appendSignature,
  completeDocument,
  prepareMinutes,
  readCaseManifest,
  unshowableIn,
  type RevocationSource,
  type TimeStampClient,
} from '#pades';
import { openPdf, signatureFields } from '#pdf/read';
import { sha256Hex, type Clock } from '#platform';
import { defaultPolicy, validate, type SignatureValidationPolicy, type TrustMaterial, type ValidationReport } from '#validation';
import { sealPreparation, type SealKeys } from './seal-preparation.js';
import type { AppendWork, IdentitySubject, Judgement, OneTimeSigningIdentity, SignatureEngine } from './signature-engine.js';

export interface SignatureEngineParts {
  /** The issuing CA: the one key that outlives an act. */
  readonly authority: IssuingAuthority;
  readonly issuance?: OneTimeIdentityOptions;
  readonly timestamps: TimeStampClient;
  readonly seals?: SealKeys;
  readonly revocation: RevocationSource;
  /** Our own roots and those of all configured time-stamping authorities: what our validator judges us by. */
  readonly trust: TrustMaterial;
  readonly policy?: SignatureValidationPolicy;
  readonly clock: Clock;
}

/** The real engine. Signer and validator meet here, and nowhere else: they share nothing but the reading of PDF and ASN.1. */
export function createSignatureEngine(parts: SignatureEngineParts): SignatureEngine {
  const { timestamps, revocation, trust, policy = defaultPolicy, clock } = parts;
  const issued = new WeakMap<OneTimeSigningIdentity, OneTimeIdentity>();
  return {
    prepare: async (request) => {
      const { original, language, timeZone } = request;
      // Nobody certifies what somebody has signed already (MDP-01).
      const key = signedFieldsOf(original).length === 0 ? parts.seals?.get(request.bodySlug) : undefined;
      const prepared = await prepareMinutes({ ...request, withSealField: key !== undefined });
      const { update, preparedSha256, preparedLength, pageCount, fields, sealField: fieldName } = prepared;
      const ordered = [...fields].sort((a, b) => a.signatoryIndex - b.signatoryIndex);
      const common = { pageCount, fieldNames: ordered.map((field) => field.name) };
      if (key === undefined || fieldName === undefined) return { ...common, update, preparedSha256, preparedLength };
      return { ...common, ...(await sealPreparation({ original, prepared, fieldName, key, language, timeZone, now: clock.now(), timestamps })) };
    },
    newIdentity: async (subject) => {
      const made = await createOneTimeIdentity(parts.authority, certificateSubjectOf(subject), clock, parts.issuance);
      const { certificate, serialNumber, certificateSha256, keyFingerprintSha256: keySha256 } = made;
      const identity: OneTimeSigningIdentity = { certificate, serialNumber, certificateSha256, keySha256, dispose: () => made.dispose() };
      // The signer itself stays in here: use cases can pass the identity on, and cannot sign with it.
      issued.set(identity, made);
      return identity;
    },
    append: async (work: AppendWork) => {
      const identity = issued.get(work.identity);
      if (identity === undefined) throw new TypeError('the identity was not made by this engine');
      const { update, revisionSha256, revisionLength, timestampedAt } = await appendSignature({ ...work, identity, timestamps });
      return { update, revisionSha256, revisionLength, ...(timestampedAt === undefined ? {} : { timestampedAt }) };
    },
    complete: async (head, foreignFields) => {
      const anchors = [...trust.signatureAnchors, ...trust.sealAnchors, ...trust.timestampAnchors];
      const { updates } = await completeDocument({ head, evidence: revocation, timestamps, anchors, now: clock.now(), foreignFields });
      return updates;
    },
    unshowable: unshowableIn,
    signedFields: signedFieldsOf,
    statesSignatories: (prepared, caseId) => readCaseManifest(prepared)?.caseId === caseId,
    judge: async (bytes, stage) => {
      const applied: SignatureValidationPolicy = stage === 'final' ? policy : { ...policy, name: `${policy.name}-interim`, missingRevocation: 'accept' };
      return judgementOf(validate(bytes, trust, applied, clock.now()));
    },
  };
}

function signedFieldsOf(bytes: Uint8Array): readonly string[] {
  return signatureFields(openPdf(bytes).current).filter(({ value }) => value !== undefined).map(({ name }) => name);
}

function judgementOf(report: ValidationReport): Judgement {
  const { document, signatures } = report;
  return {
    status: document.status,
    complete: document.complete,
    reasons: document.reasons,
    pageCount: document.pageCount,
    signatures: signatures.map(({ fieldName, kind, indication, integrity, changesAfter, signatory, reasons }) => ({
      fieldName,
      kind,
      indication,
      integrity,
      changesAfter,
      certificateSha256: signatory?.certificateSha256 ?? null,
      reasons,
    })),
    reportSha256: sha256Hex(canonicalJson(report)),
  };
}

function certificateSubjectOf({ givenName, surname, commonName, pseudonym, authentication }: IdentitySubject): CertificateSubject {
  const { provider, instant, levelOfAssurance, reference } = authentication;
  return {
    givenName,
    surname,
    commonName,
    serialNumber: pseudonym,
    authContext: { identityProvider: provider, instant, levelOfAssurance, reference },
  };
}
