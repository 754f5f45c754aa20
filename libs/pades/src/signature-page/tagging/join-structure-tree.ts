import type { PdfFile } from '#pdf/read';
import { array, dict, type IncrementalUpdate, name, text, type Writable, type WritableReference } from '#pdf/write';
import { pageOf, type StructureElement, type StructureKid } from '../structure.js';
import { documentElement, usesNestedHeadings } from './document-structure.js';
import { ParentTree } from './parent-tree.js';
import { arrayAt, asReference, dictionaryAt } from './pdf-values.js';

/** What structure elements point at, as grafted. */
export interface StructureAnchors {
  readonly pages: readonly WritableReference[];
  readonly widgets: readonly WritableReference[];
  /** May be fewer than drawn: an address that is no link. */
  readonly links: readonly WritableReference[];
}

export function isTagged({ current }: PdfFile): boolean {
  return current.get(current.catalog, 'StructTreeRoot')?.kind === 'dictionary';
}

/**
 * Hangs the signature page's section behind everything else in the document's structure tree (ISO 32000-1 14.7, PF-21): elements, parent tree,
 * /StructParent(s), reading order of the annotations. Nothing that was tagged before changes; the role map is read and left alone.
 */
export function joinStructureTree(update: IncrementalUpdate, section: StructureElement, anchors: StructureAnchors, language: string): void {
  const catalog = update.document.current.catalogReference;
  const stored = update.currentEntries(catalog).get('StructTreeRoot');
  const entries = dictionaryAt(update, stored)?.entries ?? new Map<string, Writable>();
  const root = asReference(stored) ?? update.add({ kind: 'dictionary', entries });
  if (asReference(stored) === undefined) update.setCatalogEntry('StructTreeRoot', root);
  const roleMap = dictionaryAt(update, entries.get('RoleMap'));
  const parent = documentElement(update, entries, roleMap) ?? root;
  const writer = new ElementWriter(update, anchors, usesNestedHeadings(update, entries, roleMap), language);
  const top = writer.write(section, parent);
  appendKid(update, parent, top);
  const tree = new ParentTree(update, entries);
  for (const [index, page] of anchors.pages.entries()) {
    const owners = writer.contentOwners.get(index) ?? [];
    update.patchDictionary(page, { Tabs: name('S'), ...(owners.length === 0 ? {} : { StructParents: tree.add(update.add(array(owners))) }) });
  }
  for (const [annotation, owner] of writer.annotationOwners) update.patchDictionary(annotation, { StructParent: tree.add(owner) });
  update.patchDictionary(root, tree.finish());
}

/** In the place where kids are kept now: one kid, an array, or an array of its own. */
function appendKid(update: IncrementalUpdate, parent: WritableReference, kid: WritableReference): void {
  const stored = update.currentEntries(parent).get('K');
  const list = arrayAt(update, stored);
  const before = list?.items ?? (update.current(stored) === undefined || stored === undefined ? [] : [stored]);
  const extended = array([...before, kid]);
  const indirect = list === undefined ? undefined : asReference(stored);
  if (indirect === undefined) update.patchDictionary(parent, { K: extended });
  else update.put(indirect, extended);
}

class ElementWriter {
  /** By page: the element that owns each marked content. */
  readonly contentOwners = new Map<number, WritableReference[]>();
  readonly annotationOwners = new Map<WritableReference, WritableReference>();

  constructor(
    private readonly update: IncrementalUpdate,
    private readonly anchors: StructureAnchors,
    private readonly nestedHeadings: boolean,
    private readonly language: string,
  ) {}

  write(element: StructureElement, parent: WritableReference): WritableReference {
    const reference = this.update.allocate();
    const page = pageOf(element);
    const kids = element.kids.flatMap((kid) => this.kid(kid, reference, page));
    const type = this.nestedHeadings && /^H[1-6]$/.test(element.type) ? 'H' : element.type;
    this.update.put(
      reference,
      dict({
        Type: name('StructElem'), S: name(type), P: parent,
        // Said where an annotation's own texts need it too: they do not inherit it from the section.
        Lang: element.type === 'Sect' || element.type === 'Form' || element.type === 'Link' ? text(this.language) : undefined,
        Pg: page === undefined ? undefined : this.anchors.pages[page],
        Alt: element.alternative === undefined ? undefined : text(element.alternative),
        A: attributesOf(element),
        // One kid stands by itself: so pyHanko knows the element of a form field again (Form.K.Obj), and takes filling it for what it is.
        K: kids.length === 1 ? kids[0] : array(kids),
      }),
    );
    return reference;
  }

  private kid(kid: StructureKid, owner: WritableReference, page: number | undefined): Writable[] {
    if (kid.type === 'content') {
      const owners = this.contentOwners.get(kid.page) ?? [];
      owners[kid.id] = owner;
      this.contentOwners.set(kid.page, owners);
      if (kid.page === page) return [kid.id];
      return [dict({ Type: name('MCR'), Pg: this.anchors.pages[kid.page], MCID: kid.id })];
    }
    if ('kids' in kid) return [this.write(kid, owner)];
    const annotation = (kid.type === 'widget' ? this.anchors.widgets : this.anchors.links)[kid.index];
    if (annotation === undefined) return [];
    this.annotationOwners.set(annotation, owner);
    return [dict({ Type: name('OBJR'), Pg: this.update.currentEntries(annotation).get('P'), Obj: annotation })];
  }
}

/** Attributes that PDF/UA asks for: a row heading's scope, a figure's place. */
function attributesOf({ type, box, kids }: StructureElement): Writable | undefined {
  if (type === 'TH') return dict({ O: name('Table'), Scope: name('Row') });
  if (type === 'Figure' && box !== undefined) return dict({ O: name('Layout'), Placement: name('Block'), BBox: array(box.map((value) => Math.round(value * 1000) / 1000)) });
  const numbered = kids.some((item) => 'kids' in item && item.kids.some((kid) => kid.type === 'Lbl'));
  if (type === 'L' && numbered) return dict({ O: name('List'), ListNumbering: name('Decimal') });
  return undefined;
}
