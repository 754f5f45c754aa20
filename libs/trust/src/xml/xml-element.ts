/** One element of a document that was read within bounds. Comments and processing instructions are gone; entities cannot have been. */
export interface XmlElement {
  /** Namespace name; empty without one. */
  readonly namespace: string;
  readonly name: string;
  /** By local name; attributes of a namespace as `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data directly in this element, in one piece. */
  readonly text: string;
}

/** Children of that name in the parent's own namespace, or in the one given. */
export function childrenOf(parent: XmlElement | undefined, name: string, namespace = parent?.namespace): readonly XmlElement[] {
  return parent?.children.filter((child) => child.name === name && child.namespace === namespace) ?? [];
}

export function childOf(parent: XmlElement | undefined, name: string, namespace = parent?.namespace): XmlElement | undefined {
  return parent?.children.find((child) => child.name === name && child.namespace === namespace);
}

/** Follows one child after the other, all in the parent's namespace. */
export function descend(parent: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((element, name) => childOf(element, name), parent);
}

export function textOf(element: XmlElement | undefined): string | undefined {
  const text = element?.text.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** Every element of that name at any depth. */
export function allNamed(root: XmlElement, name: string, namespace: string): XmlElement[] {
  const own = root.name === name && root.namespace === namespace ? [root] : [];
  return [...own, ...root.children.flatMap((child) => allNamed(child, name, namespace))];
}
