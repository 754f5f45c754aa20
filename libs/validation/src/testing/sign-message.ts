import { sign } from 'node:crypto';
import { encodeAttribute } from '#pki/build';
import type { TestCertificate } from '#testing';
import { derBytes, derTree, signatureValueOf, signerInfoOf, type DerTree } from './der-tree.js';

/** A CMS message opened up: change what you like; `resign` makes the signature right again, as an attacker with a key of their own can. */
export interface OpenMessage {
  readonly signedData: DerTree;
  readonly signerInfo: DerTree;
  /** Over the signed attributes, or over what is given. */
  readonly resign: (content?: Buffer) => void;
  readonly bytes: () => Buffer;
}

export function openMessage(cms: Uint8Array, signer: TestCertificate): OpenMessage {
  const tree = derTree(Buffer.from(cms));
  const signedData = tree.children?.[1]?.children?.[0];
  const signerInfo = signerInfoOf(tree);
  const value = signerInfo === undefined ? undefined : signatureValueOf(signerInfo);
  if (signedData === undefined || signerInfo === undefined || value === undefined) throw new Error('not a CMS message with one signer');
  return {
    signedData, signerInfo,
    resign: (content) => {
      const attributes = signedAttributesOf(signerInfo);
      const set = attributes === undefined ? undefined : derBytes({ tag: 0x31, ...(attributes.children === undefined ? {} : { children: attributes.children }) });
      value.content = sign('sha256', content ?? set ?? Buffer.alloc(0), signer.key.privateKey);
    },
    bytes: () => derBytes(tree),
  };
}

/** `[0]` of the SignerInfo. */
export function signedAttributesOf(signerInfo: DerTree): DerTree | undefined {
  return signerInfo.children?.find(({ tag }) => tag === 0xa0);
}

export function isAttribute(node: DerTree, oid: string): boolean {
  const wanted = derTree(Buffer.from(encodeAttribute(oid, Uint8Array.of(5, 0)))).children?.[0]?.content;
  return wanted !== undefined && node.children?.[0]?.content?.equals(wanted) === true;
}
