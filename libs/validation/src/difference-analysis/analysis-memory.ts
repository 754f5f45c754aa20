import { asName, type PdfDictionary, type PdfPage, type PdfView } from '#pdf/read';
import { present } from './same-value.js';

/**
 * What every step would find again: kept from step to step, so that a step costs what it touches and not what the file
 * holds. Nothing in here decides: what is remembered of an object is forgotten when an update touches it.
 */
export class AnalysisMemory {
  /** Fields at the root that have no kids: number of the object → partial name. */
  readonly plainFields = new Map<number, string>();
  #pages: Map<number, PdfPage> | undefined;

  /** Pages of the state before a step, by object number, in reading order. */
  pagesOf(view: PdfView): ReadonlyMap<number, PdfPage> {
    this.#pages ??= new Map(view.pages().map((page) => [page.reference.objectNumber, page]));
    return this.#pages;
  }

  /** To be called after each step with what it touched. */
  forget(touched: readonly number[], before: PdfView, after: PdfView): void {
    for (const objectNumber of touched) this.plainFields.delete(objectNumber);
    if (this.#pages === undefined) return;
    const isSameTree = before.catalogReference.objectNumber === after.catalogReference.objectNumber && !touched.some((objectNumber) => this.#mayBeNode(objectNumber, before, after));
    if (!isSameTree) this.#pages = undefined;
  }

  /** Pages and their tree; an array may be the /Kids of a node, and what cannot be told may be anything. */
  #mayBeNode(objectNumber: number, before: PdfView, after: PdfView): boolean {
    if (this.#pages?.has(objectNumber) === true || objectNumber === before.catalogReference.objectNumber) return true;
    const was = before.object(objectNumber)?.value;
    const is = after.object(objectNumber)?.value;
    return was !== undefined && (was.kind === 'array' || isNode(was) || (is !== undefined && isNode(is)));
  }
}

function isNode(value: { readonly kind: string }): boolean {
  const type = value.kind === 'dictionary' ? asName(present(value as PdfDictionary, 'Type')) : undefined;
  return type === 'Pages' || type === 'Page';
}
