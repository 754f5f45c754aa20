import type { RequestState } from '../api/model/common.js';
import { deskTexts } from '../text/desk/index.js';
import { useTexts } from '../ui/language.js';

const looks: Readonly<Record<RequestState, string>> = {
  draft: 'plain',
  preparing: 'busy',
  awaitingSignatures: 'busy',
  completing: 'busy',
  completed: 'yes',
  declined: 'no',
  expired: 'care',
  withdrawn: 'plain',
  superseded: 'plain',
};

export function StateBadge({ state }: { readonly state: RequestState }) {
  const texts = useTexts(deskTexts).states;
  return <span class={`badge badge--${looks[state] ?? 'plain'}`}>{texts[state] ?? state}</span>;
}
