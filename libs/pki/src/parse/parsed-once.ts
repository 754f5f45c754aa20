import { readCertificate, type Certificate } from './certificate/certificate.js';
import { readName, type DistinguishedName } from './certificate/distinguished-name.js';
import { readDer, type DerNode } from './der/der-node.js';

/**
 * Certificates and names by their bytes. The messages of one file bring the same ones along again and again: each is read
 * once, so that what is found out about it (its key, its fingerprint, whose signature it bears) is found out once too.
 * What differs in a single byte is another one. It keeps what it has read, so it is meant for one validation.
 */
export class ParsedOnce {
  readonly #certificates = new Map<string, Certificate>();
  readonly #names = new Map<string, DistinguishedName>();

  /** @throws what `parseCertificate` throws, every time */
  certificate(der: Uint8Array): Certificate {
    const key = keyOf(der);
    const known = this.#certificates.get(key);
    if (known !== undefined) return known;
    const certificate = readCertificate(readDer(der), (node) => this.name(node));
    this.#certificates.set(key, certificate);
    return certificate;
  }

  /** @throws what reading a name throws, every time */
  name(node: DerNode): DistinguishedName {
    const key = keyOf(node.encoded);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = readName(node);
    this.#names.set(key, name);
    return name;
  }
}

/** All the bytes: an abbreviation could be the same for two certificates that somebody made for it. */
function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
