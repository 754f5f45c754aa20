import { render, type ComponentChild } from 'preact';
import { LanguageProvider } from './language.js';
import { browserLanguage } from './language-choice.js';
import '../styles/common.css';
import '../styles/print.css';

/** Puts a page in its place. Every page of ours starts here. */
export function start(page: ComponentChild): void {
  const place = document.getElementById('app');
  if (place === null) return;
  render(<LanguageProvider initial={browserLanguage()}>{page}</LanguageProvider>, place);
}
