import { useEffect, useRef } from 'preact/hooks';
import { fill } from '../text/catalog.js';
import { validateTexts } from '../text/validate/index.js';
import { useTexts } from '../ui/language.js';
import type { PagePair } from './compare-pages.js';

/** One changed page twice, side by side where there is room: as signed, and as it is now with what differs framed. */
export function PagePairView({ pair }: { readonly pair: PagePair }) {
  const words = useTexts(validateTexts).revisions;
  const { page, before, now, areas } = pair;
  const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;
  return (
    <section class="stack stack--tight" aria-label={fill(words.page, { page })}>
      <h3>{fill(words.page, { page })}</h3>
      <div class="page-pair">
        <figure>
          <figcaption>{words.before}</figcaption>
          {before === undefined ? <p class="page-pair__none">{words.missing}</p> : <Picture canvas={before} label={fill(words.beforeLabel, { page })} />}
        </figure>
        <figure>
          <figcaption>{words.now}</figcaption>
          {now === undefined ? (
            <p class="page-pair__none">{words.gone}</p>
          ) : (
            <div class="page-pair__marked">
              <Picture canvas={now} label={fill(words.nowLabel, { page, count: areas.length })} />
              {areas.map(({ left, top, width, height }, index) => (
                <span
                  key={index}
                  class="page-pair__mark"
                  style={{ left: percent(left, now.width), top: percent(top, now.height), width: percent(width, now.width), height: percent(height, now.height) }}
                />
              ))}
            </div>
          )}
        </figure>
      </div>
    </section>
  );
}

/** The canvas that was drawn, put into the page as it is: copying it would cost its memory twice. */
function Picture({ canvas, label }: { readonly canvas: HTMLCanvasElement; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    // Once: the element has nothing else, and `replaceChildren` is younger than some phones.
    place.current?.appendChild(canvas);
  }, [canvas, label]);
  return <div ref={place} />;
}
