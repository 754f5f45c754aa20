import { request } from './client.js';
import type { TrustAnchorView } from './model/trust.js';

export type * from './model/trust.js';

export const getTrust = (): Promise<{ readonly anchors: readonly TrustAnchorView[] }> => request('GET', '/api/v1/trust');
