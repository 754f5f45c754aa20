import type { TrustedService } from '#validation';

/** What a verified trusted list says (TS 119 612 clause 5), as far as validation uses it. */
export interface TrustedList {
  readonly version: number;
  readonly sequenceNumber: number;
  readonly type: string;
  readonly territory: string;
  readonly operator: string;
  readonly issuedAt: Date;
  /** Null for a closed list, the last of its scheme. */
  readonly nextUpdate: Date | null;
  readonly pointers: readonly ListPointer[];
  readonly services: readonly TrustedService[];
  /** Services of which something could not be read; they are not used. */
  readonly unreadableServices: number;
}

/** Where another list is, and who may sign it. */
export interface ListPointer {
  readonly location: string;
  readonly territory: string;
  readonly type: string;
  readonly mimeType: string;
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

export const listOfLists = 'http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists';
