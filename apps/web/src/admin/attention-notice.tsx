import type { ComponentChildren } from 'preact';
import type { Attention } from '../api/model/common.js';
import { formatInstant } from '../format/date.js';
import { fill } from '../text/catalog.js';
import { deskTexts } from '../text/desk/index.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';

/** The cause in one sentence of plain words. */
export function useAttentionSentence(): (attention: Attention) => string {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).attention;
  return (attention) => {
    const causes: Readonly<Record<string, string>> = texts.causes;
    return causes[attention.cause ?? attention.code] ?? (language === 'sv' ? attention.detailSv : attention.detailEn) ?? texts.other;
  };
}

export function AttentionNotice({ attention, children }: { readonly attention: Attention; readonly children?: ComponentChildren }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).attention;
  const sentence = useAttentionSentence();
  return (
    <Notice tone="care" live="status" heading={sentence(attention)}>
      <p class="small">
        {attention.since !== undefined && fill(texts.since, { time: formatInstant(attention.since, language) })}{' '}
        {attention.nextTryAt !== undefined && fill(texts.nextTry, { time: formatInstant(attention.nextTryAt, language) })}{' '}
        {/* A code is for whoever looks for the fault; where a person waits for an answer there is none. */}
        {attention.code !== attention.cause && fill(texts.code, { code: attention.code })}
      </p>
      {children}
    </Notice>
  );
}
