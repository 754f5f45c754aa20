import type { RevocationSource } from '#pades';
import type { AppConfig } from '#platform';
import type { ChangeFeed } from '#persistence';
import type { ApiDependencies } from '#signing';
import type { TrustedListUse } from '#validation';
import type { ValidationPool } from '#validator';
import type { SignerClient } from './ceremony/signer-client.js';
import type { WaitingRoom } from './http/waiting-room.js';
import type { StaffSecret } from './staff/staff-secret.js';

/** One of the roots that we ask readers to trust. */
export interface PublishedAnchor {
  readonly name: string;
  readonly purpose: 'signature' | 'seal' | 'timestamp';
  readonly sha256: string;
  readonly notAfter: string;
  readonly pem: string;
}

/** The demo's mail catcher, as far as the desk shows it. Absent in production. */
export interface CaughtMails {
  mails(): readonly { readonly id: string; readonly at: Date; readonly from: string; readonly to: readonly string[]; readonly subject: string; readonly text: string; readonly html: string }[];
}

/** Everything controllers work with. Holds no signing secret. */
export interface ApiContext {
  readonly config: AppConfig;
  readonly dependencies: ApiDependencies;
  readonly signer: SignerClient;
  /** For those who wait for their signature. */
  readonly changes: ChangeFeed;
  readonly waitingRoom: WaitingRoom;
  readonly validation: ValidationPool;
  /** Asked for revocation data that uploaded files lack; undefined where nobody may be. */
  readonly revocation: RevocationSource | undefined;
  readonly anchors: readonly PublishedAnchor[];
  /** Trusted lists in use now. */
  readonly trustedLists: () => readonly TrustedListUse[];
  readonly staffSecret: StaffSecret;
  readonly caughtMails: CaughtMails | undefined;
  /** Whether cookies may only travel over TLS: the public address is https. */
  readonly secure: boolean;
}

export const API_CONTEXT = Symbol('justera api context');
