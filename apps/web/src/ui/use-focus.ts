import { useEffect, useRef } from 'preact/hooks';

/**
 * Moves focus to an element whenever `when` changes, the first time excepted: a screen reader then reads the new heading
 * instead of staying on a button that is gone.
 */
export function useFocusOnChange<T extends HTMLElement>(when: unknown) {
  const element = useRef<T>(null);
  const last = useRef(when);
  useEffect(() => {
    if (last.current === when) return;
    last.current = when;
    element.current?.focus();
    window.scrollTo(0, 0);
  }, [when]);
  return element;
}

/** Moves focus to an element as soon as it appears. */
export function useFocusOnMount<T extends HTMLElement>() {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
