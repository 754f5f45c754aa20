import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

import type { PrivateKeySigner } from '#pki/build';
import { contextConstructed, Oid, parseCertificate, PkiError, readAlgorithmIdentifier, readDer, readFirst, readOid, readString, Tag, toDefiniteLengths, type Certificate, type DerNode } from '#pki/parse';
import { IssuanceError } from '../../issuance-error.js';
import { signerOver } from '../signing-key.js';
import { decryptWithPassword, implicitOctets, UnknownAlgorithm } from './decrypt.js';
import { macMatches } from './mac.js';

/** A key from a PKCS #12 file, behind a signer, with its certificate and what else the file holds of its chain. */
export interface Pkcs12Identity {
  readonly certificate: Certificate;
  /** DER; the issuer first, as far as the file goes, a root in the file included. */
  readonly chain: readonly Uint8Array[];
  readonly signer: PrivateKeySigner;
}

interface FoundKey {
  /** DER PrivateKeyInfo (RFC 5958). */
  readonly der: Uint8Array;
  /** The name its writer gave it (alias). */
  readonly friendlyName?: string;
}

interface Contents {
  readonly keys: FoundKey[];
  readonly certificates: Certificate[];
}

export interface Pkcs12Options {
  /** Which key, where the file holds several. */
  readonly friendlyName?: string;
  /** Refuse a key that anybody who has the file can read. */
  readonly refuseNakedKeys?: boolean;
}

const friendlyNameAttribute = '1.2.840.113549.1.9.20';
const encryptedData = '1.2.840.113549.1.7.6';
const bag = (last: number): string => `1.2.840.113549.1.12.10.1.${String(last)}`;
const maxNesting = 8;

/**
 * Opens a PKCS #12 file (RFC 7292): RSA, RSASSA-PSS, EC or Ed25519 keys; PBES2 with PBKDF2 or scrypt, triple DES and RC2; MACs of RFC 7292 and RFC 9579.
 *
 * @throws IssuanceError `wrong-passphrase`, `no-key-in-file`, `several-keys`, `key-not-encrypted`, `no-certificate-in-file`,
 * `key-does-not-match-certificate`, `key-file-unreadable`, `key-unsupported`
 */
export function openPkcs12(bytes: Uint8Array, passphrase: string, options: Pkcs12Options = {}): Pkcs12Identity {
  const contents = translateErrors(() => readPfx(bytes, passphrase, options.refuseNakedKeys ?? false));
  const key = chooseKey(contents.keys, options.friendlyName);
  if (contents.certificates.length === 0) throw new IssuanceError('no-certificate-in-file', 'There is no certificate in the PKCS #12 file.');
  const certificate = certificateOf(key, contents.certificates);
  if (certificate === undefined) throw new IssuanceError('key-does-not-match-certificate', 'No certificate in the PKCS #12 file belongs to its key.');
  return { certificate, chain: chainOf(certificate, contents.certificates), signer: signerOver(key) };
}

function chooseKey(keys: readonly FoundKey[], friendlyName: string | undefined): KeyObject {
  const [found, another] = friendlyName === undefined ? keys : keys.filter((each) => each.friendlyName === friendlyName);
  if (found === undefined) throw new IssuanceError('no-key-in-file', 'There is no such private key in the PKCS #12 file.');
  if (another !== undefined) {
    // Never the first that comes: what it signs would depend on the order in which somebody's program wrote.
    const names = keys.map((each) => each.friendlyName ?? '(without a name)');
    throw new IssuanceError('several-keys', `There are several keys in the file; say which: ${names.join(', ')}.`, { details: { names } });
  }
  return translateErrors(() => createPrivateKey({ key: Buffer.from(found.der), format: 'der', type: 'pkcs8' }));
}

function certificateOf(key: KeyObject, certificates: readonly Certificate[]): Certificate | undefined {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return certificates.find((one) => createPublicKey({ key: Buffer.from(one.spki), format: 'der', type: 'spki' }).export({ type: 'spki', format: 'der' }).equals(spki));
}

function chainOf(leaf: Certificate, certificates: readonly Certificate[]): Uint8Array[] {
  const chain: Certificate[] = [];
  for (let at = leaf; !at.isSelfIssued; ) {
    const issuer = certificates.find((one) => one !== at && !chain.includes(one) && Buffer.compare(one.subject.der, at.issuer.der) === 0);
    if (issuer === undefined) break;
    chain.push(issuer);
    at = issuer;
  }
  return chain.map(({ der }) => der);
}

function translateErrors<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof IssuanceError) throw error;
    if (error instanceof UnknownAlgorithm) {
      throw new IssuanceError('key-file-unreadable', 'The PKCS #12 file is protected in a way that this reader does not know.', { details: { algorithm: error.message } });
    }
    const kind = error instanceof PkiError ? error.code : 'unreadable';
    throw new IssuanceError('key-file-unreadable', 'The file is no PKCS #12 file that can be read.', { details: { kind } });
  }
}

function readPfx(bytes: Uint8Array, passphrase: string, refuseNakedKeys: boolean): Contents {
  const cursor = readFirst(toDefiniteLengths(bytes).der, Tag.sequence).cursor();
  cursor.next(Tag.integer);
  const authSafe = cursor.next(Tag.sequence);
  const macData = cursor.optional(Tag.sequence);
  const safe = dataOf(authSafe);
  if (safe === undefined) throw new UnknownAlgorithm('a PFX that is signed, not sealed with a passphrase');
  if (macData !== undefined && !macMatches(macData, safe, passphrase)) throw wrongPassphrase();
  const contents: Contents = { keys: [], certificates: [] };
  for (const info of readDer(toDefiniteLengths(safe).der, Tag.sequence).children()) {
    const inTheClear = dataOf(info);
    const plain = inTheClear ?? decryptInfo(info, passphrase);
    readBags(plain, { passphrase, refuseNakedKeys: refuseNakedKeys && inTheClear !== undefined }, contents, 0);
  }
  return contents;
}

function wrongPassphrase(): IssuanceError {
  return new IssuanceError('wrong-passphrase', 'The PKCS #12 file cannot be opened with this passphrase.');
}

/** The octets of a ContentInfo of type data; undefined for another type. */
function dataOf(info: DerNode): Uint8Array | undefined {
  const cursor = info.cursor();
  if (readOid(cursor.next(Tag.objectIdentifier)) !== Oid.data) return undefined;
  return cursor.next(contextConstructed(0)).only(Tag.octetString).content;
}

function decryptInfo(info: DerNode, passphrase: string): Uint8Array {
  const [type, wrapped] = info.children();
  if (type === undefined || wrapped === undefined || readOid(type) !== encryptedData) throw new UnknownAlgorithm(type === undefined ? 'none' : readOid(type));
  const encrypted = wrapped.only(Tag.sequence).children()[1]?.children() ?? [];
  const [, algorithm, data] = encrypted;
  if (algorithm === undefined || data === undefined) throw new UnknownAlgorithm('encrypted data without content');
  return decrypted(algorithm, implicitOctets(data), passphrase);
}

function decrypted(algorithm: DerNode, data: Uint8Array, passphrase: string): Uint8Array {
  const identifier = readAlgorithmIdentifier(algorithm);
  try {
    const plain = decryptWithPassword(identifier, data, passphrase);
    readDer(plain, Tag.sequence);
    return plain;
  } catch (error) {
    if (error instanceof UnknownAlgorithm) throw error;
    throw wrongPassphrase();
  }
}

interface BagRules {
  readonly passphrase: string;
  readonly refuseNakedKeys: boolean;
}

function readBags(safeContents: Uint8Array, rules: BagRules, contents: Contents, depth: number): void {
  if (depth > maxNesting) throw new UnknownAlgorithm('bags within bags');
  for (const each of readDer(toDefiniteLengths(safeContents).der, Tag.sequence).children()) {
    const cursor = each.cursor();
    const type = readOid(cursor.next(Tag.objectIdentifier));
    const value = cursor.next(contextConstructed(0)).only();
    const named = friendlyNameOf(cursor.optional(Tag.set));
    if (type === bag(1)) {
      if (rules.refuseNakedKeys) throw new IssuanceError('key-not-encrypted', 'The key in the file is not encrypted.');
      contents.keys.push({ der: value.encoded, ...named });
    } else if (type === bag(2)) {
      const [algorithm, data] = value.children();
      if (algorithm !== undefined && data !== undefined) {
        contents.keys.push({ der: decrypted(algorithm, data.expect(Tag.octetString).content, rules.passphrase), ...named });
      }
    } else if (type === bag(3)) readCertificate(value, contents);
    else if (type === bag(6)) readBags(value.encoded, rules, contents, depth + 1);
  }
}

function friendlyNameOf(attributes: DerNode | undefined): { readonly friendlyName?: string } {
  for (const attribute of attributes?.children() ?? []) {
    const cursor = attribute.expect(Tag.sequence).cursor();
    if (readOid(cursor.next(Tag.objectIdentifier)) !== friendlyNameAttribute) continue;
    const [name] = cursor.next(Tag.set).children();
    if (name !== undefined) return { friendlyName: readString(name) };
  }
  return {};
}

/** Only X.509 certificates; SDSI ones have not been seen in this century. */
function readCertificate(value: DerNode, contents: Contents): void {
  const cursor = value.cursor();
  if (readOid(cursor.next(Tag.objectIdentifier)) !== '1.2.840.113549.1.9.22.1') return;
  contents.certificates.push(parseCertificate(cursor.next(contextConstructed(0)).only(Tag.octetString).content));
}
