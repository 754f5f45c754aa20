/** What a metadata packet states: `path = text` → how often. Attribute and element spellings of one statement are one. */
export type XmpFacts = ReadonlyMap<string, number>;

/** Sticky: what is no token ends the reading at once, and is not looked for further on from every place. */
const tokenPattern = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<!|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>|([^<]+)/gyu;
const attributePattern = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/** Statements about the saving itself. Whatever else the packet says (title, PDF/A part …) is content. */
const savingNames = new Set(['xmp:ModifyDate', 'xmp:MetadataDate', 'pdf:Producer', 'xmpMM:InstanceID', 'xap:ModifyDate', 'xap:MetadataDate', 'xapMM:InstanceID']);
const containers = new Set(['x:xmpmeta', 'rdf:RDF', 'rdf:Description', 'xap:xmpmeta']);

/**
 * A small reading of XMP (ISO 16684-1), enough to compare two packets. Document types and entities other than the five of
 * XML are refused: undefined means "not understood", which no rule accepts.
 */
export function xmpFacts(data: Uint8Array): XmpFacts | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return undefined;
  }
  const facts = new Map<string, number>();
  const stack: string[] = [];
  const state = (name: string, value: string) => {
    // `<pdf:Keywords/>` and `pdf:Keywords=""` both say nothing.
    if (value.trim() === '') return;
    const fact = `${[...stack.filter((part) => !containers.has(part)), name].join('>')}=${value.trim()}`;
    facts.set(fact, (facts.get(fact) ?? 0) + 1);
  };
  let read = 0;
  for (const match of text.matchAll(tokenPattern)) {
    if (match.index !== read) return undefined;
    read += match[0].length;
    const [token, closing, opening, attributes, selfClosing, plain] = match;
    if (token === '<!') return undefined;
    if (closing !== undefined) {
      if (stack.pop() !== closing) return undefined;
    } else if (opening !== undefined) {
      if (stack.length > 60) return undefined;
      stack.push(opening);
      for (const [, name = '', double, single] of (attributes ?? '').matchAll(attributePattern)) {
        if (!name.startsWith('xmlns') && name !== 'rdf:about' && name !== 'x:xmptk') state(name, double ?? single ?? '');
      }
      if (selfClosing === '/') stack.pop();
    } else if (plain !== undefined && plain.trim() !== '' && plain.trim() !== '\uFEFF') {
      const own = stack.at(-1);
      if (own === undefined) return undefined;
      stack.pop();
      state(own, plain);
      stack.push(own);
    }
  }
  return read === text.length && stack.length === 0 ? facts : undefined;
}

export function sameFactsButSaving(before: XmpFacts, after: XmpFacts): boolean {
  const content = (facts: XmpFacts) => [...facts].filter(([fact]) => !isAboutSaving(fact));
  const kept = content(before);
  const now = content(after);
  return kept.length === now.length && kept.every(([fact, count]) => after.get(fact) === count);
}

function isAboutSaving(fact: string): boolean {
  const path = fact.slice(0, fact.indexOf('='));
  return savingNames.has(path) || path.startsWith('xmpMM:History') || path.startsWith('xapMM:History');
}
