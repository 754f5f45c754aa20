import type { ComponentChildren } from 'preact';
import { CheckIcon, CrossIcon, InfoIcon, WarningIcon } from './icons.js';

export type Tone = 'info' | 'yes' | 'care' | 'no';

const icons = { info: InfoIcon, yes: CheckIcon, care: WarningIcon, no: CrossIcon };

interface NoticeProps {
  readonly tone: Tone;
  readonly heading?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** `alert` interrupts a screen reader: for what went wrong just now. `status` waits for a pause. */
  readonly live?: 'alert' | 'status';
}

export function Notice({ tone, heading, children, live }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div class={tone === 'info' ? 'notice' : `notice notice--${tone}`} role={live}>
      <span class="notice__icon">
        <Icon />
      </span>
      <div class="notice__content">
        {heading !== undefined && <p><strong>{heading}</strong></p>}
        {children}
      </div>
    </div>
  );
}
