export { readAnchorFiles, type AnchorFiles } from './anchors/read-anchor-files.js';
export { filesUnder } from './files-under.js';
export { TrustError, type TrustErrorCode } from './trust-error.js';
