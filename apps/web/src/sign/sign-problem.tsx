import type { ComponentChildren } from 'preact';
import type { ProblemDetails } from '../api/problem.js';
import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { rememberedLink } from './link.js';

/** As ProblemNotice, but a session that ended in the middle is explained, with the way back. */
export function SignProblem({ problem, children }: { readonly problem: ProblemDetails; readonly children?: ComponentChildren }) {
  const all = useTexts(signTexts);
  const texts = all.session;
  if (problem.status !== 401) {
    return (
      <ProblemNotice problem={problem}>
        {problem.characters !== undefined && <p>{fill(all.remark.characters, { characters: problem.characters.join(' ') })}</p>}
        {children}
      </ProblemNotice>
    );
  }
  const token = rememberedLink();
  return (
    <Notice tone="care" live="alert" heading={texts.heading}>
      <p>{texts.text}</p>
      {token === undefined ? <p>{texts.mail}</p> : <a class="button" href={`/s/${token}`}>{texts.open}</a>}
    </Notice>
  );
}
