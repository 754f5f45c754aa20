import { afterSigning } from './after-signing.js';
import type { Attack } from './attack.js';
import { forgeries } from './forgeries.js';
import { incrementalSaving } from './incremental-saving.js';

/** Every attack that any signed file can be put through. Those that need a file of their own are in the specs. */
export const attackCatalogue: readonly Attack[] = [...forgeries, ...incrementalSaving, ...afterSigning];
