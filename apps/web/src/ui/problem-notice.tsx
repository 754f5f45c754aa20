import type { ComponentChildren } from 'preact';
import type { Language } from '../api/model/common.js';
import type { ProblemDetails } from '../api/problem.js';
import { fill, type Translation } from '../text/catalog.js';
import { problemsTexts } from '../text/problems/index.js';
import type { sv } from '../text/problems/sv.js';
import { useLanguage } from './language.js';
import { Notice } from './notice.js';

interface Explained {
  readonly detail: string;
  readonly advice?: string;
}

/** What happened, in the language of the page, and what to do. Never an exception text, never a bare code. */
export function explainProblem(problem: ProblemDetails, language: Language, texts: Translation<typeof sv>): Explained {
  if (problem.code === 'network') return texts.codes.network;
  const said = language === 'sv' ? problem.detailSv : problem.detailEn;
  if (problem.status === 429) return { ...texts.codes.tooMany, ...(said === undefined ? {} : { detail: said }) };
  if (said !== undefined && said !== '') return { detail: said, ...(problem.status >= 500 ? { advice: texts.codes.unexpected.advice } : {}) };
  return texts.codes.unexpected;
}

export function ProblemNotice({ problem, children }: { readonly problem: ProblemDetails; readonly children?: ComponentChildren }) {
  const { language } = useLanguage();
  const texts = problemsTexts[language];
  const explained = explainProblem(problem, language, texts);
  return (
    <Notice tone="no" live="alert" heading={explained.detail}>
      {explained.advice !== undefined && <p>{explained.advice}</p>}
      {problem.reference !== undefined && <p class="small">{fill(texts.reference, { reference: problem.reference })}</p>}
      {children}
    </Notice>
  );
}
