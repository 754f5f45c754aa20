export { readAnchorFiles, type AnchorFiles } from './anchors/read-anchor-files.js';
export { filesUnder } from './files-under.js';
export { TrustError, type TrustErrorCode } from './trust-error.js';
export { listFindingCodes, type ListFinding, type ListFindingCode } from './trusted-list/list-finding.js';
export { loadLists, type ListSource, type LoadedLists } from './trusted-list/load-lists.js';
export { openList, type ListRequest, type OpenedList } from './trusted-list/open-list.js';
export type { ListPointer, TrustedList } from './trusted-list/trusted-list.js';
