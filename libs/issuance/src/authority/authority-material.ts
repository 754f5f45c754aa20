import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { signerFromKeyObject } from '#pki/build';
import { certifyAuthority, encodeAuthorityName, type AuthorityAddresses, type AuthorityKind, type AuthorityName } from './authority-certificate.js';
import type { IssuingAuthority } from './issuing-authority.js';

/** A fresh authority whose key is still in hand, to be saved with `saveAuthority`. */
export interface AuthorityMaterial extends IssuingAuthority {
  readonly privateKey: KeyObject;
}

export interface AuthorityRequest {
  readonly name: AuthorityName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly addresses?: AuthorityAddresses;
}

/** An offline root: P-384, for decades. */
export function createRoot(request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make('root', request, undefined, 'P-384');
}

/** The CA that issues one-time certificates: no CA below it. */
export function createIssuingAuthority(root: IssuingAuthority, request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make('issuing', request, root);
}

/** A TSA. */
export function createTimeStampingAuthority(root: IssuingAuthority, request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make('time-stamping', request, root);
}

/** An OCSP responder delegated by the authority whose certificates it speaks of; with ocsp-nocheck, so keep its life short. */
export function createOcspResponder(issuer: IssuingAuthority, request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make('ocsp', request, issuer);
}

async function make(kind: AuthorityKind, request: AuthorityRequest, issuer: IssuingAuthority | undefined, curve = 'P-256'): Promise<AuthorityMaterial> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const signer = signerFromKeyObject(privateKey);
  const { name, ...rest } = request;
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  const certificate = await certifyAuthority({ ...rest, kind, spki, subject: encodeAuthorityName(name) }, issuer ?? { signer });
  const isBelowRoot = issuer === undefined || issuer.certificate.isSelfIssued;
  return { certificate, chain: isBelowRoot ? [] : [issuer.certificate.der, ...issuer.chain], signer, privateKey };
}
