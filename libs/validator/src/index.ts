export { describeInBoth, ValidationPool, ValidationUnavailable, type ValidationAnswer, type ValidationLimits } from './validation-pool.js';
export { fetchRevocation, lacksRevocation, type FetchedTrust } from './online/fetch-revocation.js';
export { pdfReport, sealReport } from './pdf-report/when-asked.js';
export type { ReportSeal } from './pdf-report/seal-report.js';
export { TrustedListKeeper, type KeeperOptions, type ListedTrust } from './trusted-lists/trusted-list-keeper.js';
