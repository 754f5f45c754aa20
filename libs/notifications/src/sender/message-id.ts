import { createHash } from 'node:crypto';

/**
 * The Message-ID of a mail (RFC 5322 §3.6.4), the same on every try of the same effect: a mail that goes out twice,
 * because we died between the server's yes and our commit, is recognised as one by the receiver's side.
 */
export function messageIdFor(effectKey: string, domain: string): string {
  const hash = createHash('sha256').update(JSON.stringify(['justera', 'message-id', 1, effectKey])).digest('hex');
  return `<${hash.slice(0, 40)}@${domain}>`;
}
