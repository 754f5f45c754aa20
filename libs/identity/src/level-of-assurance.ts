/** eIDAS art. 8(2), in rising order. */
export const LEVELS_OF_ASSURANCE = ['low', 'substantial', 'high'] as const;
export type LevelOfAssurance = (typeof LEVELS_OF_ASSURANCE)[number];

/** True when `actual` is at least `required`. */
export function meetsLevel(actual: LevelOfAssurance, required: LevelOfAssurance): boolean {
  return LEVELS_OF_ASSURANCE.indexOf(actual) >= LEVELS_OF_ASSURANCE.indexOf(required);
}
