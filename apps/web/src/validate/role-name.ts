import type { Language } from '../api/model/common.js';
import { commonTexts } from '../text/common/index.js';

/**
 * A role in words. The manifest has a title in the document's own language: where it is only the usual word for the role it is said in
 * the reader's; a title of the body's own stays as it is.
 */
export function roleName(role: string | null, roleTitle: string | null, language: Language): string | null {
  const code = role ?? '';
  // The code comes out of a file: 'constructor' is no word of ours.
  const wordIn = (one: Language): string | undefined => new Map<string, string>(Object.entries(commonTexts[one].roles)).get(code);
  const title = (roleTitle ?? '').trim();
  const isUsual = title === '' || [wordIn('sv'), wordIn('en')].includes(title.toLowerCase());
  return isUsual ? (wordIn(language) ?? role) : title;
}
