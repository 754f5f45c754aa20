export { canonicalJson, type JsonObject, type JsonValue } from './canonical-json.js';
export { chainEntry, type ChainPosition, type NewFact } from './chain-entry.js';
export { commitmentOf, saltLength, type Opening } from './commitment.js';
export { entryVersion, type ChainedEntry, type EvidenceActor, type EvidenceEntry, type RecordedRevision } from './entry.js';
export { entryHash, firstPreviousHash } from './entry-hash.js';
export { EvidenceError, type EvidenceErrorCode } from './errors.js';
export { exportFormat, exportVersion, type EvidenceExport } from './export.js';
export { canonicalEntry, verifyChain, type ChainBreak, type ChainBreakCode, type ChainVerdict, type StatedHead } from './verify-chain.js';
export { verifyExport, type ExportBreak, type ExportBreakCode, type ExportVerdict } from './verify-export.js';
