import { SaxesParser, type SaxesAttributeNSIncomplete, type SaxesTagNS } from 'saxes';
import type { XmlElement } from './xml-element.js';

/** Bounds of one document. The largest national lists have some megabytes and a depth of about 20. */
export interface XmlLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const xmlLimits: XmlLimits = { maxBytes: 32 * 1024 * 1024, maxDepth: 60, maxElements: 1_000_000 };

export type XmlFault = 'xml-malformed' | 'xml-has-dtd' | 'xml-too-large';

export class XmlError extends Error {
  constructor(
    readonly code: XmlFault,
    message: string,
  ) {
    super(message);
  }
}

interface Open {
  readonly tag: SaxesTagNS;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads well-formed XML with namespaces into a tree. A document type declaration is refused, and with it every entity but the five
 * that XML has by itself: nothing is ever fetched or expanded (XXE, "billion laughs").
 * @throws XmlError
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = xmlLimits): XmlElement {
  if (bytes.length > limits.maxBytes) throw new XmlError('xml-too-large', `more than ${limits.maxBytes} bytes`);
  return new Reader(limits).read(decode(bytes));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // TS 119 612 5.1.4: lists are UTF-8.
    throw new XmlError('xml-malformed', 'not UTF-8');
  }
}

class Reader {
  readonly #stack: Open[] = [];
  #root: XmlElement | undefined;
  #elements = 0;

  constructor(private readonly limits: XmlLimits) {}

  read(text: string): XmlElement {
    const parser = new SaxesParser({ xmlns: true, fragment: false });
    parser.on('error', (error) => {
      throw new XmlError('xml-malformed', error.message);
    });
    parser.on('doctype', () => {
      throw new XmlError('xml-has-dtd', 'a document type declaration is not allowed');
    });
    parser.on('opentag', (tag) => this.#open(tag));
    parser.on('closetag', () => this.#close());
    parser.on('text', (part) => this.#add(part));
    parser.on('cdata', (part) => this.#add(part));
    parser.write(text).close();
    if (this.#root === undefined) throw new XmlError('xml-malformed', 'there is no element');
    return this.#root;
  }

  #open(tag: SaxesTagNS): void {
    this.#elements += 1;
    if (this.#stack.length >= this.limits.maxDepth || this.#elements > this.limits.maxElements) throw new XmlError('xml-too-large', 'too deep, or too many elements');
    this.#stack.push({ tag, children: [], text: '' });
  }

  #add(part: string): void {
    const top = this.#stack.at(-1);
    if (top !== undefined) top.text += part;
  }

  #close(): void {
    const done = this.#stack.pop();
    if (done === undefined) return;
    const { tag, children, text } = done;
    const element: XmlElement = { namespace: tag.uri, name: tag.local, attributes: attributesOf(tag), children, text };
    const parent = this.#stack.at(-1);
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
  }
}

function attributesOf(tag: SaxesTagNS): Map<string, string> {
  const all = Object.values(tag.attributes as Record<string, Required<SaxesAttributeNSIncomplete> & { uri: string; local: string }>);
  return new Map(all.map(({ uri, local, value }) => [uri === '' ? local : `{${uri}}${local}`, value]));
}
