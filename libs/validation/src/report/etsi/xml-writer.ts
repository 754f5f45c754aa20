/** XML that is already written. Only this module makes one, so that nothing unescaped gets in. */
export interface Xml {
  readonly xml: string;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };
/** Characters that XML 1.0 (2.2) does not allow at all, whatever a hostile file put into a name. */
/** Lone surrogates are among them: with the u flag they match as themselves. */
const impossible = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export function escapeXml(text: string): string {
  return text.replace(impossible, '\uFFFD').replace(/[&<>"\t\n\r]/gu, (character) => escapes[character] ?? character);
}

/** An element; children that are undefined are left out, text is escaped. */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly (Xml | string | undefined)[]): Xml {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
  const content = children.map((child) => (child === undefined ? '' : typeof child === 'string' ? escapeXml(child) : child.xml)).join('');
  return { xml: content === '' ? `<${name}${listed}/>` : `<${name}${listed}>${content}</${name}>` };
}
