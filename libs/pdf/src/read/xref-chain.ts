import { readEndMarker, type EndMarker } from './end-marker.js';
import type { FileBytes } from './file-bytes.js';
import type { Header } from './header.js';
import type { PdfLimits } from './limits.js';
import { isLinearized } from './linearization.js';
import { PdfError } from './pdf-error.js';
import type { PdfDictionary } from './values.js';
import { WorkBudget } from './work-budget.js';
import { parseXrefStream } from './xref-stream.js';
import { broken, parseXrefTable, type ParsedSection } from './xref-table.js';

/** One step of the chain: a section, its hybrid companion, and the end lines that follow it. */
export interface ChainLink extends ParsedSection {
  readonly hybrid?: ParsedSection;
  readonly marker: EndMarker;
  /** Absolute offset of the section that /Prev names. */
  readonly previous?: number;
}

/**
 * Follows `startxref` and /Prev from the newest section to the oldest. Sections must lie one behind the other, each
 * closed by its own end lines, so that every byte is read at most once; only the first two of a linearized file stand
 * the other way round. Throws `truncated`, `broken-xref`, `xref-loop`, `limit-exceeded`.
 */
export function readXrefChain(bytes: FileBytes, header: Header, limits: PdfLimits): ChainLink[] {
  const last = lastEndMarker(bytes);
  const sections = new SectionReader(bytes, header.offset, limits);
  const links: ChainLink[] = [];
  const visited = new Set<number>();
  let end = bytes.length;
  let at: number | undefined = last.startxref + header.offset;
  while (at !== undefined) {
    if (visited.has(at)) throw new PdfError('xref-loop', 'cross-reference sections form a loop', { offset: at });
    if (links.length >= limits.maxSections) throw new PdfError('limit-exceeded', 'too many cross-reference sections');
    visited.add(at);
    const newer: ChainLink | undefined = links.at(-1);
    const newerStart = newer?.section.span.start;
    if (newerStart !== undefined && at < newerStart) end = newerStart;
    // The main section of a linearized file stands behind its first-page section, in the same window.
    else if (newer !== undefined && !isLinearized(bytes, header, limits)) throw broken('/Prev does not point back', at);
    if (at >= end) throw broken('cross-reference section beyond its window', at);
    const link = readLink(sections, at, end);
    if (newerStart !== undefined && at > newerStart && link.previous !== undefined) throw broken('/Prev does not point back', at);
    links.push(link);
    at = link.previous;
  }
  return links;
}

/** The last `startxref` of the file decides. What stands behind its `%%EOF` is for the caller to judge. */
function lastEndMarker(bytes: FileBytes): EndMarker {
  const at = bytes.lastIndexOf('startxref');
  if (at < 0) throw new PdfError('truncated', 'no startxref', { offset: bytes.length });
  const marker = readEndMarker(bytes, at, bytes.length);
  if (marker === undefined) throw new PdfError('truncated', 'startxref without offset and %%EOF', { offset: at });
  return marker;
}

function readLink(sections: SectionReader, at: number, end: number): ChainLink {
  const parsed = sections.read(at, end);
  const marker = readEndMarker(sections.bytes, parsed.section.span.end, end);
  if (marker === undefined) throw broken('no end lines behind the section', parsed.section.span.end);
  const { trailer } = parsed.section;
  const previous = offsetEntry(trailer, 'Prev');
  const hybridAt = parsed.section.kind === 'table' ? offsetEntry(trailer, 'XRefStm') : undefined;
  return {
    ...parsed,
    marker,
    ...(previous === undefined ? {} : { previous: previous + sections.base }),
    // The stream of a hybrid section is written before its table (ISO 32000-2 7.5.8.4), so its window ends there.
    ...(hybridAt === undefined ? {} : { hybrid: sections.read(hybridAt + sections.base, at) }),
  };
}

/** Reads sections, each once, within what one file may cost. */
class SectionReader {
  readonly #known = new Map<number, ParsedSection>();
  readonly #budget: WorkBudget;
  #entriesLeft: number;

  constructor(
    readonly bytes: FileBytes,
    readonly base: number,
    private readonly limits: PdfLimits,
  ) {
    this.#budget = WorkBudget.forBytes(bytes.length);
    this.#entriesLeft = limits.maxXrefEntries;
  }

  read(at: number, end: number): ParsedSection {
    const known = this.#known.get(at);
    if (known !== undefined) return known;
    this.#budget.requireLeft();
    const parsed = this.#parse(at, end);
    this.#budget.spend(parsed.section.span.end - at);
    this.#entriesLeft -= parsed.entries.size;
    this.#known.set(at, parsed);
    return parsed;
  }

  /** Whatever fails here, to the caller it is one thing: the offset does not lead to a cross-reference section. */
  #parse(at: number, end: number): ParsedSection {
    const parse = this.bytes.view(at, at + 1)[0] === 0x78 ? parseXrefTable : parseXrefStream;
    try {
      return parse(this.bytes, at, end, this.base, { ...this.limits, maxXrefEntries: this.#entriesLeft });
    } catch (error) {
      const limit = error instanceof PdfError && ['inflation-limit', 'limit-exceeded', 'nesting-too-deep', 'object-too-large'].includes(error.code);
      if (limit || !(error instanceof PdfError)) throw error;
      throw new PdfError('broken-xref', error.message, { offset: error.place.offset ?? at });
    }
  }
}

function offsetEntry(trailer: PdfDictionary, key: string): number | undefined {
  const value = trailer.get(key);
  if (value === undefined || value.kind === 'null') return undefined;
  const sane = value.kind === 'number' && Number.isSafeInteger(value.value) && value.value >= 0;
  if (!sane) throw broken(`/${key} is not an offset`, value.span.start);
  return value.value;
}
