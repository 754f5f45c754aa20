import { createRequire } from 'node:module';

/**
 * The part of xml-crypto and @xmldom/xmldom that we use, typed by hand: their own declarations bring the whole of the browser's DOM
 * into the types of a server (`lib="dom"`).
 */
export interface SignedXml {
  SignatureAlgorithms: Record<string, unknown>;
  HashAlgorithms: Record<string, unknown>;
  findSignatures(document: unknown): readonly unknown[];
  loadSignature(node: unknown): void;
  /** @throws plain errors */
  checkSignature(xml: string): boolean;
  /** Canonical XML of what was authenticated, in the order of the references. */
  getSignedReferences(): string[];
}

const load = createRequire(import.meta.url);
const crypto = load('xml-crypto') as { readonly SignedXml: new (options: { publicCert: string }) => SignedXml };
const dom = load('@xmldom/xmldom') as { readonly DOMParser: new () => { parseFromString(xml: string, type: string): unknown } };

export function signedXml(publicCert: string): SignedXml {
  return new crypto.SignedXml({ publicCert });
}

export function parseDom(xml: string): unknown {
  return new dom.DOMParser().parseFromString(xml, 'text/xml');
}
