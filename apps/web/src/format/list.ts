import type { Language } from '../api/model/common.js';

/** `a, b och c`. Intl.ListFormat is missing in the oldest phones that we serve. */
export function joinList(items: readonly string[], language: Language): string {
  const and = language === 'sv' ? ' och ' : ' and ';
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')}${and}${items[items.length - 1] ?? ''}`;
}
