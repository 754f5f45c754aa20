import { useEffect, useState } from 'preact/hooks';

export type Route =
  | { readonly page: 'cases' }
  | { readonly page: 'newCase' }
  | { readonly page: 'case'; readonly id: string }
  | { readonly page: 'mails' }
  | { readonly page: 'mail'; readonly id: string };

export const paths = {
  cases: '/admin',
  newCase: '/admin/new',
  case: (id: string): string => `/admin/cases/${encodeURIComponent(id)}`,
  mails: '/admin/mails',
  mail: (id: string): string => `/admin/mails/${encodeURIComponent(id)}`,
};

export function routeOf(path: string): Route {
  const [, , first, second] = path.split('/');
  if (first === 'new') return { page: 'newCase' };
  if (first === 'cases' && second !== undefined && second !== '') return { page: 'case', id: decodeURIComponent(second) };
  if (first === 'mails') return second === undefined || second === '' ? { page: 'mails' } : { page: 'mail', id: decodeURIComponent(second) };
  return { page: 'cases' };
}

/** Tells every `useRoute` that the address changed; the browser tells only about Back and Forward. */
const MOVED = 'justera:moved';

export function goTo(path: string): void {
  window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(MOVED));
}

export function useRoute(): Route {
  const [path, setPath] = useState(window.location.pathname);
  useEffect(() => {
    const follow = (): void => setPath(window.location.pathname);
    window.addEventListener('popstate', follow);
    window.addEventListener(MOVED, follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener(MOVED, follow);
    };
  }, []);
  return routeOf(path);
}
