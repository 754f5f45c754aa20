import type { PdfFile } from '../read/index.js';
import type { Writable, WritableEntries, WritableReference } from './writable.js';

/** An object of the update that is not bytes yet. */
export type Pending =
  | { readonly kind: 'value'; readonly generation: number; readonly value: Writable }
  | {
      readonly kind: 'stream';
      readonly generation: number;
      /** Without /Length: it is written from the data. */
      readonly entries: ReadonlyMap<string, Writable>;
      readonly data: Uint8Array;
    }
  | {
      readonly kind: 'signature';
      readonly generation: number;
      readonly entries: ReadonlyMap<string, Writable>;
      /** Bytes of the DER that will have room. */
      readonly contentsLength: number;
    };

/** What the helpers need of an update; the helpers know nothing else about it. */
export interface ObjectSink {
  readonly document: PdfFile;
  allocate(): WritableReference;
  put(reference: WritableReference, value: Writable): void;
  putRawStream(reference: WritableReference, entries: ReadonlyMap<string, Writable>, data: Uint8Array): void;
  patchDictionary(reference: WritableReference, changes: WritableEntries): void;
  /** The value as this update leaves it, references followed; undefined when there is none, or null. */
  current(value: Writable | undefined): Exclude<Writable, null | WritableReference> | undefined;
  /** The dictionary (of a stream too) as this update leaves it. Throws `unknown-object`, `invalid-value`. */
  currentEntries(reference: WritableReference): ReadonlyMap<string, Writable>;
}
