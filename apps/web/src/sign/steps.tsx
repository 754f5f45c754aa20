import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import type { Screen } from './screen.js';

const order: readonly Screen[] = ['read', 'identify', 'approve'];

/** Where one is: three words and a line. The sentence is for those who do not see the line. */
export function Steps({ at }: { readonly at: Screen }) {
  const texts = useTexts(signTexts).steps;
  const current = order.indexOf(at);
  return (
    <div class="steps">
      <p class="visually-hidden">{fill(texts.label, { step: current + 1, name: texts[at] })}</p>
      <ol class="steps__list" aria-hidden="true">
        {order.map((screen, index) => (
          <li key={screen} class={index < current ? 'steps__item steps__item--past' : index === current ? 'steps__item steps__item--now' : 'steps__item'}>
            <span class="steps__number">{index + 1}</span> {texts[screen]}
          </li>
        ))}
      </ol>
    </div>
  );
}
