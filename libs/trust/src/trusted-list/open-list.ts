import { XmlError, readXml } from '../xml/read-xml.js';
import { ListError, type ListFinding, type ListFindingCode } from './list-finding.js';
import { readTrustedList } from './read-trusted-list.js';
import type { TrustedList } from './trusted-list.js';
import { verifyListSignature } from './verify-list-signature.js';

export interface ListRequest {
  readonly bytes: Uint8Array;
  /** File or address, for findings. */
  readonly source: string;
  /** DER of the certificates that may sign it. */
  readonly signers: readonly Uint8Array[];
  readonly at: Date;
  /** A pivot: it was in force once, and all that is wanted of it is who may sign after it. */
  readonly isPast?: boolean;
}

export type OpenedList =
  | { readonly list: TrustedList; readonly findings: readonly ListFinding[] }
  | { readonly list: undefined; readonly findings: readonly ListFinding[] };

const xmlFindings: Readonly<Record<XmlError['code'], ListFindingCode>> = { 'xml-malformed': 'list-malformed', 'xml-has-dtd': 'list-has-dtd', 'xml-too-large': 'list-too-large' };

/** One list: well-formed, signed by who may, whole, and in force at the time. Anything else is a typed finding and no list. */
export function openList(request: ListRequest): OpenedList {
  const { source } = request;
  try {
    const { root } = verifyListSignature(request.bytes, readXml(request.bytes), request.signers);
    const list = readTrustedList(root);
    if (request.isPast !== true) requireInForce(list, request.at);
    const unread = list.unreadableServices;
    return { list, findings: unread === 0 ? [] : [{ code: 'list-service-unreadable', weight: 'note', source, detail: String(unread) }] };
  } catch (error) {
    const code = error instanceof XmlError ? xmlFindings[error.code] : error instanceof ListError ? error.code : undefined;
    if (code === undefined) throw error;
    const detail = error instanceof ListError ? error.detail : undefined;
    return { list: undefined, findings: [{ code, weight: 'refused', source, ...(detail === undefined ? {} : { detail }) }] };
  }
}

/** Whom the list trusted once, it may have stopped trusting: past NextUpdate nobody can know (TS 119 612 5.3.15). */
function requireInForce({ issuedAt, nextUpdate }: TrustedList, at: Date): void {
  if (issuedAt > at) throw new ListError('list-not-yet-issued', issuedAt.toISOString());
  if (nextUpdate === null) throw new ListError('list-closed');
  if (nextUpdate < at) throw new ListError('list-expired', nextUpdate.toISOString());
}
