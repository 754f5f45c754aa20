import type { PdfView } from '../model.js';
import type { PdfDictionary, PdfValue } from '../values.js';

/** Which layers a reader shows at first (ISO 32000-2 8.11.4.3, the default configuration /D). */
export class Layers {
  readonly #off = new Set<number>();
  readonly #on = new Set<number>();
  readonly #baseOff: boolean;

  constructor(private readonly view: PdfView) {
    const properties = view.get(view.catalog, 'OCProperties');
    const config = properties?.kind === 'dictionary' ? view.get(properties, 'D') : undefined;
    const base = config?.kind === 'dictionary' ? view.get(config, 'BaseState') : undefined;
    this.#baseOff = base?.kind === 'name' && base.value === 'OFF';
    const collect = (key: string, into: Set<number>) => {
      const list = config?.kind === 'dictionary' ? view.get(config, key) : undefined;
      for (const item of list?.kind === 'array' ? list.items : []) if (item.kind === 'reference') into.add(item.objectNumber);
    };
    collect('OFF', this.#off);
    collect('ON', this.#on);
  }

  /**
   * Whether what is marked with this group or membership dictionary shows. Undefined when only a visibility expression
   * (/VE) or something unknown decides.
   */
  isShown(value: PdfValue | undefined): boolean | undefined {
    const dictionary = value === undefined ? undefined : this.view.resolve(value);
    if (value === undefined || dictionary?.kind !== 'dictionary') return undefined;
    const type = this.view.get(dictionary, 'Type');
    if (type?.kind === 'name' && type.value === 'OCMD') return this.#isMemberShown(dictionary);
    return value.kind === 'reference' ? this.#isGroupShown(value.objectNumber) : undefined;
  }

  #isGroupShown(objectNumber: number): boolean {
    return this.#baseOff ? this.#on.has(objectNumber) : !this.#off.has(objectNumber);
  }

  #isMemberShown(dictionary: PdfDictionary): boolean | undefined {
    if (this.view.get(dictionary, 'VE') !== undefined) return undefined;
    const raw = dictionary.get('OCGs');
    const resolved = raw === undefined ? undefined : this.view.resolve(raw);
    const groups = resolved?.kind === 'array' ? resolved.items : raw === undefined ? [] : [raw];
    const shown = groups.flatMap((group) => (group.kind === 'reference' ? [this.#isGroupShown(group.objectNumber)] : []));
    if (shown.length === 0) return true;
    const policy = this.view.get(dictionary, 'P');
    switch (policy?.kind === 'name' ? policy.value : 'AnyOn') {
      case 'AllOn':
        return shown.every(Boolean);
      case 'AnyOff':
        return shown.some((on) => !on);
      case 'AllOff':
        return shown.every((on) => !on);
      default:
        return shown.some(Boolean);
    }
  }
}
