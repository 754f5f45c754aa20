import { useEffect, useState } from 'preact/hooks';

/** Whether the element is on the screen or within a screen's height of it. */
export function useNear(element: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new IntersectionObserver((entries) => entries.forEach((entry) => setNear(entry.isIntersecting)), { rootMargin: '100% 0px' });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
