export { openPdf } from './document.js';
export type { ByteSource } from './file-bytes.js';
export { defaultLimits, type PdfLimits } from './limits.js';
export { PdfError, type PdfErrorCode, type PdfErrorPlace } from './pdf-error.js';
export { maxFindings, type PdfFinding, type PdfFindingCode } from './findings.js';
export {
  PdfDictionary,
  type PdfArray,
  type PdfBoolean,
  type PdfName,
  type PdfNull,
  type PdfNumber,
  type PdfReference,
  type PdfStream,
  type PdfString,
  type PdfValue,
  type ResolvedValue,
  type Span,
} from './values.js';
export type { IndirectObject, PdfDocument, PdfFile, PdfPage, PdfView, Rectangle, Revision, XrefEntry, XrefSection } from './model.js';
export { asArray, asBoolean, asDictionary, asInteger, asName, asNumber, asReference, asStream, asString } from './accessors.js';
export { formFields, signatureFields, type FieldWidget, type FormField, type SignatureFieldInfo } from './field-tree.js';
export { decodeTextString } from './text-string.js';
export { parsePdfDate, type PdfDate } from './pdf-date.js';
export { readObjectAt, type ParsedObject } from './object-at.js';
export { inspectBytes } from './inspect-bytes.js';
export { appearanceContent, pageContent, roomyPageContent } from './content/read-content.js';
export { extractText } from './content/extract-text.js';
export {
  defaultContentLimits,
  type ContentLimits,
  type ContentProblem,
  type FillBox,
  type FormBox,
  type ImageBox,
  type PageContent,
  type Painted,
  type TextRun,
} from './content/page-content.js';
