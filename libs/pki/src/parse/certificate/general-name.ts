import type { DerNode } from '../der/der-node.js';
import { readAscii, readOid } from '../der/der-values.js';
import { contextConstructed, contextPrimitive } from '../der/tags.js';
import { readName, type DistinguishedName } from './distinguished-name.js';

/** GeneralName (RFC 5280 §4.2.1.6); forms without a use here keep their bytes. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri' | 'registeredId'; readonly value: string }
  | { readonly kind: 'ip'; readonly value: Uint8Array }
  | { readonly kind: 'directory'; readonly value: DistinguishedName }
  | { readonly kind: 'other'; readonly tag: number; readonly value: Uint8Array };

export function readGeneralName(node: DerNode): GeneralName {
  switch (node.tag) {
    case contextPrimitive(1):
      return { kind: 'email', value: readAscii(node) };
    case contextPrimitive(2):
      return { kind: 'dns', value: readAscii(node) };
    case contextConstructed(4):
      return { kind: 'directory', value: readName(node.only()) };
    case contextPrimitive(6):
      return { kind: 'uri', value: readAscii(node) };
    case contextPrimitive(7):
      return { kind: 'ip', value: node.content };
    case contextPrimitive(8):
      return { kind: 'registeredId', value: readOid(node) };
    default:
      return { kind: 'other', tag: node.tag, value: node.encoded };
  }
}

/** GeneralNames under whatever tag the context gave them. */
export function readGeneralNames(node: DerNode): GeneralName[] {
  return node.children().map(readGeneralName);
}

export function urisOf(names: readonly GeneralName[]): string[] {
  return names.flatMap((name) => (name.kind === 'uri' ? [name.value] : []));
}
