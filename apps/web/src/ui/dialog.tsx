import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly heading: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly actions: ComponentChildren;
}

const focusable = 'button, a[href], input, textarea, select, [tabindex]:not([tabindex="-1"])';

/** A modal dialog of our own: <dialog> is missing in Safari before 15.4. Escape closes, Tab stays inside, focus returns. */
export function Dialog({ heading, onClose, children, actions }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    document.documentElement.classList.add('has-dialog');
    return () => {
      document.documentElement.classList.remove('has-dialog');
      if (before instanceof HTMLElement && document.contains(before)) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close.current();
    if (event.key === 'Tab') keepInside(event, box.current);
  };
  return (
    <div class="dialog-backdrop">
      <div class="dialog" role="dialog" aria-modal="true" aria-labelledby="dialog-heading" tabIndex={-1} ref={box} onKeyDown={onKeyDown}>
        <h2 id="dialog-heading">{heading}</h2>
        {children}
        <div class="dialog__actions">{actions}</div>
      </div>
    </div>
  );
}

function keepInside(event: KeyboardEvent, box: HTMLElement | null): void {
  const inside = box === null ? [] : Array.from(box.querySelectorAll<HTMLElement>(focusable));
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (first === undefined || last === undefined) return;
  const at = document.activeElement;
  if (event.shiftKey && (at === first || at === box)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}
