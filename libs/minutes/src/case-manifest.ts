import type { Language } from './language.js';
import type { LevelOfAssurance } from './level-of-assurance.js';
import type { SignatoryRole } from './roles.js';

/**
 * Who must sign, written inside the prepared file and thereby under every signature (catalog /PieceInfo, private
 * stream). It is believed only under an intact signature; it lets anybody judge completeness without us.
 */
export interface CaseManifest {
  readonly version: 1;
  readonly caseId: string;
  readonly bodyName: string;
  /** SHA-256 of the uploaded bytes, lower-case hex. */
  readonly originalSha256: string;
  /** SHA-256 of the bytes that the file begins with, where the upload was broken and had to be rewritten; else absent. */
  readonly rewrittenSha256?: string;
  readonly title: string;
  /** Diarienummer; may be empty when the body keeps none. */
  readonly registrationNumber: string;
  /** YYYY-MM-DD. */
  readonly meetingDate: string;
  readonly language: Language;
  readonly requiredLevelOfAssurance: LevelOfAssurance;
  /** In signing order; all tasks of a step are open at once. */
  readonly steps: readonly ManifestStep[];
}

export interface ManifestStep {
  /** How many of the tasks must be signed: 1 … tasks.length. */
  readonly quorum: number;
  readonly tasks: readonly ManifestTask[];
}

export interface ManifestTask {
  /** Fully qualified name of the signature field. */
  readonly field: string;
  readonly name: string;
  readonly role: SignatoryRole;
  readonly roleTitle: string;
}
