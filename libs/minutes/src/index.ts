export type { CaseManifest, ManifestStep, ManifestTask } from './case-manifest.js';
export { type Language, isLanguage, languages } from './language.js';
export { isAtLeast, isLevelOfAssurance, type LevelOfAssurance, levelsOfAssurance, meetsAdvancedThreshold } from './level-of-assurance.js';
export { ManifestError, type ManifestErrorCode } from './manifest-error.js';
export { formatMeetingDate, isMeetingDate } from './meeting-date.js';
export { parseCaseManifest } from './parse-case-manifest.js';
export { isRoleCode, isSignatoryRole, type RoleCode, roleCodes, roleTitle, type SignatoryRole, signatoryRoles } from './roles.js';
export { serialiseCaseManifest } from './serialise-case-manifest.js';
