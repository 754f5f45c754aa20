/** eIDAS art. 8(2), lowest first. */
export const levelsOfAssurance = ['low', 'substantial', 'high'] as const;

export type LevelOfAssurance = (typeof levelsOfAssurance)[number];

export function isLevelOfAssurance(value: unknown): value is LevelOfAssurance {
  return levelsOfAssurance.some((level) => level === value);
}

export function isAtLeast(level: LevelOfAssurance, required: LevelOfAssurance): boolean {
  return levelsOfAssurance.indexOf(level) >= levelsOfAssurance.indexOf(required);
}

/**
 * Whether a case that requires `level` of everyone may call its signatures *advanced* (eIDAS art. 26).
 * eIDAS names no level for art. 26: the threshold is the body's policy, substantial unless it says otherwise.
 */
export function meetsAdvancedThreshold(level: LevelOfAssurance, threshold: LevelOfAssurance = 'substantial'): boolean {
  return isAtLeast(level, threshold);
}
