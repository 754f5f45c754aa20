export { describeInBoth, ValidationPool, ValidationUnavailable, type ValidationAnswer, type ValidationLimits } from './validation-pool.js';
export { rememberAnswers, type RememberLimits } from './online/remember-answers.js';
export { validateOnline, type OnlineAnswer } from './online/validate-online.js';
export { pdfReport, sealReport } from './pdf-report/when-asked.js';
export type { ReportSeal } from './pdf-report/seal-report.js';
export { TrustedListKeeper, type KeeperOptions, type ListedTrust } from './trusted-lists/trusted-list-keeper.js';
