import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly onClick?: () => void;
  /** Shows a spinner and swallows clicks; the button keeps focus, which `disabled` would take. */
  readonly busy?: boolean;
  readonly busyText?: string;
  readonly wide?: boolean;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly describedBy?: string;
  readonly unavailable?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, kind = 'plain', type = 'button', busy = false, unavailable = false } = props;
  const blocked = busy || unavailable;
  const classes = ['button', kind === 'plain' ? '' : `button--${kind}`, props.wide === true ? 'button--wide' : ''];
  return (
    <button
      type={type}
      class={classes.filter((name) => name !== '').join(' ')}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-describedby={props.describedBy}
      aria-disabled={blocked ? 'true' : undefined}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {busy && props.busyText !== undefined ? props.busyText : children}
    </button>
  );
}
