import type { Language } from '../api/model/common.js';

/** The same tree of keys with the words of another language. The compiler refuses a missing or surplus key. */
export type Translation<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Translation<Source[Key]>;
};

/** One area of words in all languages of the pages. */
export type Catalog<Source> = { readonly [Code in Language]: Translation<Source> };

export const languages: readonly Language[] = ['sv', 'en'];

/** Puts values in the braces of a text. An unknown brace stays visible, so that a mistake is seen and not swallowed. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (brace, name: string) => {
    const value = values[name];
    return value === undefined ? brace : String(value);
  });
}

/** Swedish and English have the same two forms; other languages will need more keys here. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

/** Chooses the form for `count` and puts it in `{count}`. */
export function plural(count: number, forms: Forms, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(count === 1 ? forms.one : forms.other, { ...values, count });
}
