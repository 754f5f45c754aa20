const usual: Readonly<Record<'sv' | 'en', ReadonlyMap<string, string>>> = {
  sv: new Map([['chair', 'ordförande'], ['secretary', 'sekreterare'], ['adjuster', 'justerare'], ['substitute', 'ersättare'], ['participant', 'deltagare'], ['reader', 'läsare']]),
  en: new Map(['chair', 'secretary', 'adjuster', 'substitute', 'participant', 'reader'].map((word) => [word, word])),
};

/**
 * A role in words. The manifest has a title in the document's own language: where it is only the usual word for the role it is said in
 * the reader's; a title of the body's own stays as it is.
 */
export function roleName({ role, roleTitle }: { readonly role: string | null; readonly roleTitle: string | null }, language: 'sv' | 'en'): string | null {
  const code = role ?? '';
  const isUsual = roleTitle === null || roleTitle.trim() === '' || Object.values(usual).some((words) => words.get(code) === roleTitle.trim().toLowerCase());
  return isUsual ? (usual[language].get(code) ?? role) : roleTitle;
}
