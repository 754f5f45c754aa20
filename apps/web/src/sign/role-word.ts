import type { Language, RoleCode } from '../api/model/common.js';
import { commonTexts } from '../text/common/index.js';

/** The free title where the secretary wrote one, else the word for the role. */
export function roleWord(person: { readonly role: RoleCode; readonly roleTitle?: string | null }, language: Language): string {
  if (person.roleTitle !== undefined && person.roleTitle !== null && person.roleTitle !== '') return person.roleTitle;
  return commonTexts[language].roles[person.role] ?? person.role;
}
