export { beginUpdate, IncrementalUpdate, type UpdateOptions } from './incremental-update.js';
export type { FinishedUpdate } from './assemble.js';
export { signedParts, writeContents, type ByteRange, type SignaturePlaceholder } from './signature-placeholder.js';
export {
  array,
  date,
  dict,
  hex,
  name,
  ref,
  text,
  type Writable,
  type WritableArray,
  type WritableDictionary,
  type WritableEntries,
  type WritableName,
  type WritableReference,
  type WritableString,
} from './writable.js';
