// Names and reasons come from people. In a mail they must stay what they are: no second header line, no text that
// reads backwards (U+202E), no invisible characters but the two joiners that Persian and Indic spelling needs.
const invisible = /(?![\u200c\u200d])\p{Cf}/gu;

/** One line. For subjects, names and everything that stands inside a sentence. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replace(invisible, '').trim();
}

/** Several lines, at most one empty line between them. For somebody's own words. */
export function severalLines(text: string): string {
  return text
    .replace(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replace(invisible, '')
    .split('\n')
    .map((line) => line.replace(/\p{Cc}/gu, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
