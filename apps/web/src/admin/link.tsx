import type { ComponentChildren } from 'preact';
import { goTo } from './route.js';

interface LinkProps {
  readonly to: string;
  readonly class?: string;
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

/** A real link, so that it can be opened in a new tab; a plain click stays in the page. */
export function Link({ to, class: className, current, children }: LinkProps) {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a href={to} class={className} aria-current={current === true ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
