import { asArray, type PdfDictionary } from '#pdf/read';
import { reread, textOffset, type FoundObject } from './found-object.js';
import { isOfType } from './scan-objects.js';

/** ISO 32000-2 Table 30: /Kids holds references. A page written into the tree itself becomes an object of its own, its words unchanged. */
export function pagesMadeIndirect(objects: readonly FoundObject[], firstFree: number): FoundObject[] {
  let next = firstFree;
  const result: FoundObject[] = [];
  for (const object of objects) {
    const kids = isOfType(object.value, 'Pages') ? asArray((object.value as PdfDictionary).get('Kids')) : undefined;
    const direct = (kids?.items ?? []).filter((kid) => kid.kind === 'dictionary');
    let { text } = object;
    // From the last to the first, so that places before stay right.
    for (const kid of [...direct].reverse()) {
      const [start, end] = [textOffset(kid.span.start), textOffset(kid.span.end)];
      const page = text.slice(start, end);
      text = `${text.slice(0, start)}${next} 0 R${text.slice(end)}`;
      const own = kid.kind === 'dictionary' && kid.get('Parent') === undefined ? page.replace(/>>$/u, ` /Parent ${object.objectNumber} ${object.generation} R >>`) : page;
      result.push({ objectNumber: next, generation: 0, offset: object.offset, value: reread(own), text: own });
      next += 1;
    }
    result.push(direct.length === 0 ? object : { ...object, text, value: reread(text) });
  }
  return result;
}
