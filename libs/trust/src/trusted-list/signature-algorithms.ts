import { constants, createHash, createPublicKey, createVerify, verify, type KeyLike } from 'node:crypto';

/** As xml-crypto wants them: one instance for each use. */
type HashClass = new () => { getHash(xml: string): string; getAlgorithmName(): string };
type SignatureClass = new () => { verifySignature(material: string, key: KeyLike, value: string): boolean; getAlgorithmName(): string };

/** Digests a list may be signed with. SHA-1 is not among them. */
export const digestNames: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-256': 'sha3-256',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-384': 'sha3-384',
  'http://www.w3.org/2007/05/xmldsig-more#sha3-512': 'sha3-512',
};

function hashClass(uri: string, name: string): HashClass {
  return class {
    getHash = (xml: string): string => createHash(name).update(xml, 'utf8').digest('base64');
    getAlgorithmName = (): string => uri;
  };
}

export const digestAlgorithms: Record<string, HashClass> = Object.fromEntries(Object.entries(digestNames).map(([uri, name]) => [uri, hashClass(uri, name)]));

type Check = (signed: Buffer, key: KeyLike, value: Buffer) => boolean;

const rsa = (hash: string): Check => (signed, key, value) => isKind(key, 'rsa') && createVerify(hash).update(signed).verify(key, value);
const pss = (hash: string, saltLength: number): Check => (signed, key, value) =>
  isKind(key, 'rsa', 'rsa-pss') && verify(hash, signed, { key: key as string, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, value);
/** XML signatures hold r and s side by side (RFC 4050, XMLDSIG 6.4.3). */
const ecdsa = (hash: string): Check => (signed, key, value) => isKind(key, 'ec') && verify(hash, signed, { key: key as string, dsaEncoding: 'ieee-p1363' }, value);

const checks: Readonly<Record<string, Check>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': rsa('sha256'),
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': rsa('sha384'),
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': rsa('sha512'),
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': pss('sha256', 32),
  'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1': pss('sha384', 48),
  'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1': pss('sha512', 64),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': ecdsa('sha256'),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': ecdsa('sha384'),
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': ecdsa('sha512'),
};

function isKind(key: KeyLike, ...kinds: readonly string[]): boolean {
  return kinds.includes(createPublicKey(key).asymmetricKeyType ?? '');
}

function signatureClass(uri: string, check: Check): SignatureClass {
  return class {
    verifySignature = (material: string, key: KeyLike, value: string): boolean => check(Buffer.from(material, 'utf8'), key, Buffer.from(value, 'base64'));
    getAlgorithmName = (): string => uri;
  };
}

export const signatureAlgorithms: Record<string, SignatureClass> = Object.fromEntries(Object.entries(checks).map(([uri, check]) => [uri, signatureClass(uri, check)]));

/** Canonicalisation that loses nothing; no XSLT, no XPath: what is signed is what is read. */
export const allowedTransforms: readonly string[] = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
];
