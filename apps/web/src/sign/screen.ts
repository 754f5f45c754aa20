import { useCallback, useEffect, useState } from 'preact/hooks';

/** The three screens. They live in the hash so that Back does what a person expects, and a reload stays where it was. */
export type Screen = 'read' | 'identify' | 'approve';

interface Place {
  readonly screen: Screen;
  /** Code from `/sign#error=<code>`: the identification at the provider came to nothing. */
  readonly error: string | undefined;
}

const hashes: Readonly<Record<Screen, string>> = { read: '', identify: '#identify', approve: '#consent' };

export function placeOf(hash: string): Place {
  if (hash === '#identify') return { screen: 'identify', error: undefined };
  if (hash === '#consent') return { screen: 'approve', error: undefined };
  const error = /^#error=([\w-]+)$/.exec(hash)?.[1];
  return error === undefined ? { screen: 'read', error } : { screen: 'identify', error };
}

export interface Screens extends Place {
  /** `replace` when Back should not lead to the screen that is left: one cannot go back into what is over. */
  readonly go: (screen: Screen, replace?: boolean) => void;
}

export function useScreen(): Screens {
  const [place, setPlace] = useState(() => placeOf(window.location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(window.location.hash));
    window.addEventListener('hashchange', follow);
    window.addEventListener('popstate', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
      window.removeEventListener('popstate', follow);
    };
  }, []);
  const go = useCallback((screen: Screen, replace = false) => {
    const address = window.location.pathname + hashes[screen];
    if (replace) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
    setPlace({ screen, error: undefined });
  }, []);
  return { ...place, go };
}
