import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Language } from '../api/model/common.js';
import type { Catalog, Translation } from '../text/catalog.js';
import { chosenLanguage, rememberLanguage } from './language-choice.js';

interface LanguageState {
  readonly language: Language;
  /** The person chose: this wins over the language of the case, for as long as the tab lives. */
  readonly choose: (language: Language) => void;
  /** The language of the case, used unless the person has chosen. */
  readonly suggest: (language: Language) => void;
}

const LanguageContext = createContext<LanguageState>({ language: 'sv', choose: () => undefined, suggest: () => undefined });

export function LanguageProvider({ initial, children }: { initial: Language; children: ComponentChildren }) {
  const [language, setLanguage] = useState<Language>(chosenLanguage() ?? initial);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo<LanguageState>(
    () => ({
      language,
      choose: (next) => {
        rememberLanguage(next);
        setLanguage(next);
      },
      suggest: (next) => {
        if (chosenLanguage() === undefined) setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

export const useLanguage = (): LanguageState => useContext(LanguageContext);

/** The words of one area in the language of the page. */
export function useTexts<Source>(catalog: Catalog<Source>): Translation<Source> {
  return catalog[useLanguage().language];
}
