import { request } from './client.js';
import type { TrustAnchorView, TrustedListView } from './model/trust.js';

export type * from './model/trust.js';

export const getTrust = (): Promise<{ readonly anchors: readonly TrustAnchorView[]; readonly trustedLists: readonly TrustedListView[] }> => request('GET', '/api/v1/trust');
