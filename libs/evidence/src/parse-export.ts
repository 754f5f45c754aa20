import type { JsonObject, JsonValue } from './canonical-json.js';
import type { Opening } from './commitment.js';
import type { ChainedEntry, EvidenceActor, EvidenceEntry, RecordedRevision } from './entry.js';
import { exportFormat, exportVersion, type EvidenceExport } from './export.js';
import { isSha256Hex } from './hash.js';
import type { StatedHead } from './verify-chain.js';

/** Where the shape is not what it must be; `sequence` when it is inside an entry (position in the list, from 1). */
export class MalformedExport extends Error {
  override readonly name = 'MalformedExport';
  constructor(
    readonly where: string,
    readonly sequence?: number,
  ) {
    super(where);
  }
}

const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Reads an export of unknown origin. Unknown keys are refused: what is not hashed or checked must not look as if it were. */
export function parseExport(value: unknown): EvidenceExport {
  const known = ['format', 'version', 'bodyId', 'requestId', 'exportedAt', 'entries', 'openings', 'revisions', 'head'];
  const source = objectOf(value, 'export', known, ['checkpoint']);
  if (source['format'] !== exportFormat) throw new MalformedExport('export.format');
  if (source['version'] !== exportVersion) throw new MalformedExport('export.version');
  return {
    format: exportFormat,
    version: exportVersion,
    bodyId: textOf(source['bodyId'], 'export.bodyId'),
    requestId: textOf(source['requestId'], 'export.requestId'),
    exportedAt: timeOf(source['exportedAt'], 'export.exportedAt'),
    entries: listOf(source['entries'], 'export.entries').map((item, index) => chainedOf(item, index + 1)),
    openings: listOf(source['openings'], 'export.openings').map((item, index) => openingOf(item, `export.openings[${index}]`)),
    revisions: listOf(source['revisions'], 'export.revisions').map((item, index) => revisionOf(item, `export.revisions[${index}]`)),
    head: headOf(source['head']),
    ...(source['checkpoint'] === undefined ? {} : { checkpoint: source['checkpoint'] as JsonValue }),
  };
}

function chainedOf(value: unknown, sequence: number): ChainedEntry {
  try {
    const source = objectOf(value, 'entry', ['entry', 'previousHash', 'entryHash']);
    return {
      entry: entryOf(source['entry']),
      previousHash: hashOf(source['previousHash'], 'previousHash'),
      entryHash: hashOf(source['entryHash'], 'entryHash'),
    };
  } catch (error) {
    if (error instanceof MalformedExport) throw new MalformedExport(error.where, sequence);
    throw error;
  }
}

function entryOf(value: unknown): EvidenceEntry {
  const keys = ['version', 'sequence', 'bodyId', 'requestId', 'at', 'type', 'actor', 'data', 'commitments', 'revisions'];
  const source = objectOf(value, 'entry', keys);
  const commitments = objectOf(source['commitments'], 'entry.commitments');
  return {
    // Another version is the chain's finding, with the entry's place, not a matter of shape.
    version: numberOf(source['version'], 'entry.version') as 1,
    sequence: numberOf(source['sequence'], 'entry.sequence'),
    bodyId: textOf(source['bodyId'], 'entry.bodyId'),
    requestId: textOf(source['requestId'], 'entry.requestId'),
    at: timeOf(source['at'], 'entry.at'),
    type: textOf(source['type'], 'entry.type'),
    actor: actorOf(source['actor']),
    data: objectOf(source['data'], 'entry.data') as JsonObject,
    commitments: Object.fromEntries(Object.entries(commitments).map(([name, hash]) => [name, hashOf(hash, 'entry.commitments')])),
    revisions: listOf(source['revisions'], 'entry.revisions').map((item) => revisionOf(item, 'entry.revisions')),
  };
}

function actorOf(value: unknown): EvidenceActor {
  const source = objectOf(value, 'entry.actor', ['kind', 'id']);
  const kind = source['kind'];
  if (kind !== 'signatory' && kind !== 'staff' && kind !== 'component') throw new MalformedExport('entry.actor.kind');
  return { kind, id: textOf(source['id'], 'entry.actor.id') };
}

function openingOf(value: unknown, where: string): Opening {
  const source = objectOf(value, where, ['sequence', 'name', 'salt', 'value']);
  return {
    sequence: numberOf(source['sequence'], `${where}.sequence`),
    name: textOf(source['name'], `${where}.name`),
    salt: hashOf(source['salt'], `${where}.salt`),
    value: source['value'] as JsonValue,
  };
}

function revisionOf(value: unknown, where: string): RecordedRevision {
  const source = objectOf(value, where, ['number', 'kind', 'wholeSha256', 'length']);
  return {
    number: numberOf(source['number'], `${where}.number`),
    kind: textOf(source['kind'], `${where}.kind`),
    wholeSha256: hashOf(source['wholeSha256'], `${where}.wholeSha256`),
    length: numberOf(source['length'], `${where}.length`),
  };
}

function headOf(value: unknown): StatedHead {
  const source = objectOf(value, 'export.head', ['sequence', 'entryHash']);
  return { sequence: numberOf(source['sequence'], 'export.head.sequence'), entryHash: hashOf(source['entryHash'], 'export.head.entryHash') };
}

function objectOf(
  value: unknown,
  where: string,
  required?: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedExport(where);
  if (required !== undefined) {
    const keys = Object.keys(value);
    const missing = required.find((key) => !keys.includes(key));
    const unknown = keys.find((key) => !required.includes(key) && !optional.includes(key));
    if (missing !== undefined || unknown !== undefined) throw new MalformedExport(`${where}.${missing ?? 'an unknown key'}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedExport(where);
  return value;
}
function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new MalformedExport(where);
  return value;
}
function numberOf(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new MalformedExport(where);
  return value;
}
function hashOf(value: unknown, where: string): string {
  if (!isSha256Hex(value)) throw new MalformedExport(where);
  return value;
}
function timeOf(value: unknown, where: string): string {
  if (typeof value !== 'string' || !timePattern.test(value)) throw new MalformedExport(where);
  return value;
}
