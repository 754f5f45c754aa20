import type { ComponentChildren } from 'preact';
import { WarningIcon } from './icons.js';

/** What an input needs so that label, hint and error are read with it. */
export interface FieldWiring {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
  readonly 'aria-required'?: 'true';
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: string | undefined;
  readonly children: (wiring: FieldWiring) => ComponentChildren;
}

/** A label above, a hint under it, the error where the eye is, and the input last. */
export function Field({ id, label, hint, error, optional, children }: FieldProps) {
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter((part) => part !== '').join(' ');
  const wiring: FieldWiring = {
    id,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' }),
    ...(optional === undefined ? { 'aria-required': 'true' } : {}),
  };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
        {optional !== undefined && <span class="field__optional"> ({optional})</span>}
      </label>
      {hint !== undefined && (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          <WarningIcon size={18} />
          {error}
        </p>
      )}
      {children(wiring)}
    </div>
  );
}
