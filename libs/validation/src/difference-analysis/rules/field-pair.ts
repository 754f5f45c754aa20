import { asString, decodeTextString, type PdfDictionary } from '#pdf/read';
import { present } from '../same-value.js';
import type { Placed } from '../step-analysis.js';

/** A field before and after, with what it inherits. Kid widgets, if it has any, are paired too. */
export interface FieldPair {
  readonly name: string;
  readonly fieldType: string | undefined;
  readonly before: Placed;
  readonly after: Placed;
  readonly was: PdfDictionary;
  readonly is: PdfDictionary;
  /** The field itself when field and widget are one dictionary, else its kids. */
  readonly widgets: readonly WidgetPair[];
}

export interface WidgetPair {
  readonly before: Placed;
  readonly after: Placed;
  readonly was: PdfDictionary;
  readonly is: PdfDictionary;
}

export function objectNumber(placed: Placed): { readonly objectNumber?: number } {
  return placed.reference === undefined ? {} : { objectNumber: placed.reference.objectNumber };
}

export function partialName(dictionary: PdfDictionary | undefined): string {
  const text = asString(present(dictionary, 'T'));
  return text === undefined ? '' : decodeTextString(text);
}
