import {
  CertificatePool, parseCrl, parseOcspResponse, revocationEvidence,
  type Certificate, type Crl, type OcspResponse, type ParsedOnce, type RevocationData, type RevocationEvidence, type SignedData,
} from '#pki/parse';
import type { TrustMaterial } from '../policy/trust-material.js';
import { listedAnchors, type ListedAnchors } from '../qualification/listed-anchors.js';
import type { ProofsOfExistence } from '../time-stamps/proofs-of-existence.js';
import { readAll } from './read-all.js';
import type { SecurityStore } from './read-security-store.js';

/** All that may help to build and check a path. None of it is trusted but the anchors. */
export interface ValidationMaterial {
  readonly signatureAnchors: readonly Certificate[];
  readonly sealAnchors: readonly Certificate[];
  readonly timestampAnchors: readonly Certificate[];
  /** What trusted lists say of the anchors that are there because of them. */
  readonly listed: ListedAnchors;
  /** Given by the caller outright, so that no list can end it. */
  readonly isOwnAnchor: (sha256: string) => boolean;
  readonly certificates: readonly Certificate[];
  /** Everything that could have issued something, each certificate once. */
  readonly pool: CertificatePool;
  readonly crls: readonly Crl[];
  readonly ocsps: readonly OcspResponse[];
  /** Earliest revision whose document timestamp covers this CRL or OCSP response; undefined when the caller brought it. */
  readonly revisionHolding: (der: Uint8Array) => number | undefined;
  /** Since when a CRL or OCSP response is proven to exist; now for what the caller brought. */
  readonly existedAt: (der: Uint8Array, proofs: ProofsOfExistence) => Date;
  /** Every verified statement about a certificate, sought once. */
  readonly evidenceAbout: (certificate: Certificate, issuer: Certificate, anchor: Certificate) => readonly RevocationEvidence[];
  /** When an anchor ceased to be trusted, if it did. */
  readonly anchorEnds: (anchor: Certificate) => Date | undefined;
  readonly hasSecurityStore: boolean;
}

export interface EmbeddedMaterial {
  readonly signedData: SignedData;
  readonly revisionIndex: number;
}

/** @param once what the examination of the signatures has read already */
export function gatherMaterial(trust: TrustMaterial, store: SecurityStore, embedded: readonly EmbeddedMaterial[], once: ParsedOnce): ValidationMaterial {
  const certificatesIn = (ders: readonly Uint8Array[]) => readAll(ders, (der) => once.certificate(der));
  const answersIn = (ders: readonly Uint8Array[]) => readAll(ders, (der) => parseOcspResponse(der, once));
  const held = new Map<string, number>();
  const hold = (der: Uint8Array, revisionIndex: number): Uint8Array => {
    const key = bytesKey(der);
    held.set(key, Math.min(held.get(key) ?? revisionIndex, revisionIndex));
    return der;
  };
  const storedCrls = store.crls.map(({ der, revisionIndex }) => hold(der, revisionIndex));
  const storedOcsps = store.ocsps.map(({ der, revisionIndex }) => hold(der, revisionIndex));
  // What lies inside a CMS lies in the gap of its own revision: only a timestamp of a later one covers it.
  const ownCrls = embedded.flatMap(({ signedData, revisionIndex }) => signedData.crls.map((der) => hold(der, revisionIndex + 1)));
  const ownOcsps = embedded.flatMap(({ signedData, revisionIndex }) => signedData.ocspResponses.map((der) => hold(der, revisionIndex + 1)));
  const fromFile = { crls: readAll([...storedCrls, ...ownCrls], parseCrl), ocsps: answersIn([...storedOcsps, ...ownOcsps]) };
  const ocsps = [...fromFile.ocsps, ...answersIn(trust.ocsps ?? [])];
  const own = {
    signature: certificatesIn(trust.signatureAnchors), seal: certificatesIn(trust.sealAnchors), timestamp: certificatesIn(trust.timestampAnchors),
  };
  const ownSha256s = new Set(Object.values(own).flatMap((anchors) => anchors.map(({ sha256 }) => sha256)));
  const listed = listedAnchors(trust.services);
  const anchors = {
    signatureAnchors: [...own.signature, ...listed.certificates.signature],
    sealAnchors: [...own.seal, ...listed.certificates.seal],
    timestampAnchors: [...own.timestamp, ...listed.certificates.timestamp],
  };
  const certificates = [
    ...certificatesIn([...store.certificates.map(({ der }) => der), ...(trust.intermediates ?? [])]),
    ...embedded.flatMap(({ signedData }) => signedData.certificates),
    ...ocsps.flatMap(({ certificates: sent }) => sent),
  ];
  const pool = new CertificatePool([...Object.values(anchors).flat(), ...certificates]);
  const crls = [...fromFile.crls, ...readAll(trust.crls ?? [], parseCrl)];
  const revisionHolding = (der: Uint8Array): number | undefined => held.get(bytesKey(der));
  return {
    ...anchors,
    listed,
    isOwnAnchor: (sha256) => ownSha256s.has(sha256),
    certificates,
    pool, crls, ocsps, revisionHolding,
    existedAt: (der, proofs) => {
      const revision = revisionHolding(der);
      return revision === undefined ? proofs.now : proofs.ofData(revision);
    },
    evidenceAbout: evidenceOnce({ crls, ocsps, certificates: pool }),
    anchorEnds: ({ sha256 }) => {
      const end = trust.anchorsTrustedUntil?.[sha256];
      if (end === undefined) return undefined;
      // A date that is none must not read as "for ever".
      return Number.isNaN(Date.parse(end)) ? new Date(0) : new Date(end);
    },
    hasSecurityStore: store.exists,
  };
}

function evidenceOnce(data: Omit<RevocationData, 'anchor'>): ValidationMaterial['evidenceAbout'] {
  const known = new Map<string, readonly RevocationEvidence[]>();
  return (certificate, issuer, anchor) => {
    const key = `${certificate.sha256} ${issuer.sha256} ${anchor.sha256}`;
    const found = known.get(key) ?? revocationEvidence(certificate, issuer, { ...data, anchor });
    known.set(key, found);
    return found;
  };
}

/** Whole bytes as key: two CRLs that differ anywhere are two. */
function bytesKey(der: Uint8Array): string {
  return Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('latin1');
}
