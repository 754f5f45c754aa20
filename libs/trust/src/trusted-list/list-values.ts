import { childrenOf, textOf, type XmlElement } from '../xml/xml-element.js';
import { ListError } from './list-finding.js';

/** xsd:dateTime with a zone; TS 119 612 5.1.4 wants UTC. */
export function readTime(text: string | undefined): Date {
  const time = text !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/u.test(text) ? new Date(text) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) throw new ListError('list-malformed');
  return time;
}

/** The English name, which every list must have, else the first. */
export function internationalName(element: XmlElement | undefined): string {
  const names = childrenOf(element, 'Name');
  const english = names.find((name) => name.attributes.get('{http://www.w3.org/XML/1998/namespace}lang') === 'en');
  return textOf(english ?? names[0]) ?? '';
}
