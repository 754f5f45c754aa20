import type { Font, Subset } from '@cantoo/fontkit';

/** A glyph of the face and where its origin lies in the composite, in font units. */
export interface GlyphPart {
  readonly glyphId: number;
  readonly x: number;
  readonly y: number;
}

/** What fontkit's TrueType subset offers beyond its published type; the version is pinned, and the tests render what comes of it. */
interface OpenSubset extends Subset {
  _addGlyph(glyphId: number): number;
  glyf: Uint8Array[];
  loca: { offsets: number[] };
  hmtx: { metrics: { advance: number; bearing: number }[] };
  offset: number;
}

interface Composite {
  readonly parts: readonly GlyphPart[];
  readonly advance: number;
}

/** Glyph numbers from here on are ours: a TrueType font has at most 65,536. */
const firstOwn = 0x10000;

/** Flags of a component (OpenType `glyf`): arguments are words, and are offsets; more components follow. */
const wordOffsets = 0x0003;
const moreComponents = 0x0020;

/** Adds glyphs made of other glyphs to a subset. */
export class CompositeGlyphs {
  private readonly subset: OpenSubset;
  private readonly made: Composite[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly font: Font) {
    this.subset = font.createSubset() as OpenSubset;
    const addOfFace = this.subset._addGlyph.bind(this.subset);
    this.subset._addGlyph = (glyphId) => {
      const own = this.made[glyphId - firstOwn];
      return own === undefined ? addOfFace(glyphId) : this.add(own);
    };
  }

  /** The number in the subset of a glyph of the face. */
  includeGlyph(glyphId: number): number {
    return this.subset.includeGlyph(glyphId);
  }

  /** The number in the subset of a glyph made of these. Equal parts with another meaning are another glyph. */
  include(parts: readonly GlyphPart[], advance: number, meaning: string): number {
    const key = `${meaning} ${advance.toString()} ${parts.map(({ glyphId, x, y }) => `${glyphId.toString()},${x.toString()},${y.toString()}`).join(' ')}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    this.made.push({ parts, advance });
    const code = this.subset.includeGlyph(firstOwn + this.made.length - 1);
    this.known.set(key, code);
    return code;
  }

  /** The font program. */
  encode(): Uint8Array {
    const program = Uint8Array.from(this.subset.encode());
    raiseLimits(program, Math.max(0, ...this.made.map(({ parts }) => parts.length)));
    return program;
  }

  private add({ parts, advance }: Composite): number {
    const { subset } = this;
    const bytes = new DataView(new ArrayBuffer(10 + parts.length * 8));
    bytes.setInt16(0, -1);
    const box = this.boxOf(parts);
    for (const [index, side] of box.entries()) bytes.setInt16(2 + index * 2, side);
    for (const [index, { glyphId, x, y }] of parts.entries()) {
      const at = 10 + index * 8;
      bytes.setUint16(at, index + 1 < parts.length ? wordOffsets | moreComponents : wordOffsets);
      bytes.setUint16(at + 2, subset.includeGlyph(glyphId));
      bytes.setInt16(at + 4, x);
      bytes.setInt16(at + 6, y);
    }
    // A glyph that shows nothing has no data at all.
    const data = parts.length === 0 ? new Uint8Array(0) : new Uint8Array(bytes.buffer);
    subset.glyf.push(data);
    subset.loca.offsets.push(subset.offset);
    // Rasterisers shift a glyph by the difference of bearing and left edge: there must be none.
    subset.hmtx.metrics.push({ advance, bearing: box[0] });
    subset.offset += data.byteLength;
    return subset.glyf.length - 1;
  }

  /** xMin, yMin, xMax, yMax of what the parts show. */
  private boxOf(parts: readonly GlyphPart[]): [number, number, number, number] {
    const boxes = parts.flatMap(({ glyphId, x, y }) => {
      const box = this.font.getGlyph(glyphId)?.bbox;
      return box === undefined || !Number.isFinite(box.minX) ? [] : [[box.minX + x, box.minY + y, box.maxX + x, box.maxY + y] as const];
    });
    if (boxes.length === 0) return [0, 0, 0, 0];
    return [Math.floor(Math.min(...boxes.map(([left]) => left))), Math.floor(Math.min(...boxes.map(([, low]) => low))), Math.ceil(Math.max(...boxes.map(([, , right]) => right))), Math.ceil(Math.max(...boxes.map(([, , , high]) => high)))];
  }
}

/** maxCompositePoints, maxCompositeContours, maxComponentElements and maxComponentDepth of `maxp` (OpenType 1.9): rasterisers reserve room by them. */
function raiseLimits(program: Uint8Array, elements: number): void {
  if (elements === 0) return;
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const at = tableOffset(view, 0x6d617870);
  for (const [simple, composite] of [[6, 10], [8, 12]] as const) view.setUint16(at + composite, Math.min(0xffff, Math.max(view.getUint16(at + composite), view.getUint16(at + simple) * elements)));
  view.setUint16(at + 28, Math.max(view.getUint16(at + 28), elements));
  view.setUint16(at + 30, view.getUint16(at + 30) + 1);
}

/** maxp.numGlyphs of a TrueType program: composite glyphs bring components that we did not ask for. */
export function numberOfGlyphs(program: Uint8Array): number {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  return view.getUint16(tableOffset(view, 0x6d617870) + 4);
}

function tableOffset(view: DataView, tag: number): number {
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const record = 12 + index * 16;
    if (view.getUint32(record) === tag) return view.getUint32(record + 8);
  }
  throw new Error('Font program without a table that every TrueType font has');
}
