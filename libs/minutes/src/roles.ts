import type { Language } from './language.js';

/**
 * What a person is in the minutes. The code steers consent texts and completeness; a free role title
 * ("2:e vice ordförande") may stand beside it and is what people read.
 */
export const roleCodes = ['chair', 'secretary', 'adjuster', 'substitute', 'participant', 'reader'] as const;

export type RoleCode = (typeof roleCodes)[number];

/** Roles that sign: a reader only gets the finished file. */
export const signatoryRoles = ['chair', 'secretary', 'adjuster', 'substitute', 'participant'] as const;

export type SignatoryRole = (typeof signatoryRoles)[number];

const titles: Readonly<Record<Language, Readonly<Record<RoleCode, string>>>> = {
  sv: {
    chair: 'ordförande',
    secretary: 'sekreterare',
    adjuster: 'justerare',
    substitute: 'ersättare',
    participant: 'deltagare',
    reader: 'läsare',
  },
  en: {
    chair: 'chair',
    secretary: 'secretary',
    adjuster: 'adjuster',
    substitute: 'substitute',
    participant: 'participant',
    reader: 'reader',
  },
};

export function isSignatoryRole(value: unknown): value is SignatoryRole {
  return signatoryRoles.some((role) => role === value);
}

export function isRoleCode(value: unknown): value is RoleCode {
  return roleCodes.some((role) => role === value);
}

/** The ordinary title of a role, in lower case, for when the request gives no title of its own. */
export function roleTitle(role: RoleCode, language: Language): string {
  return titles[language][role];
}
