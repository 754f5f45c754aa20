import type { PdfValue } from '#pdf/read';
import type { WritableReference } from '#pdf/write';

export function asWritableReference(value: PdfValue | undefined): WritableReference | undefined {
  return value?.kind === 'reference' ? { kind: 'reference', objectNumber: value.objectNumber, generation: value.generation } : undefined;
}
