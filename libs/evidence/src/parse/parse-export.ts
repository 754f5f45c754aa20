import { parseCheckpoint } from '../checkpoint/parse-checkpoint.js';
import type { JsonValue } from '../canonical-json.js';
import type { Opening } from '../commitment.js';
import { exportFormat, exportVersion, type ConsistencyProof, type EvidenceExport, type LeafProof, type LogEvidence } from '../export.js';
import type { StatedHead } from '../verify-chain.js';
import { parseChained, parseRevision } from './parse-entry.js';
import { hashesOf, hashOf, listOf, MalformedExport, numberOf, objectOf, textOf, timeOf } from './shape.js';

const known = ['format', 'version', 'bodyId', 'requestId', 'exportedAt', 'entries', 'openings', 'revisions', 'head'];

/** Reads an export of unknown origin. @throws MalformedExport */
export function parseExport(value: unknown): EvidenceExport {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (version !== 1 && version !== exportVersion) throw new MalformedExport('export.version');
  const source = objectOf(value, 'export', known, version === 1 ? [] : ['log']);
  if (source['format'] !== exportFormat) throw new MalformedExport('export.format');
  return {
    format: exportFormat,
    version,
    bodyId: textOf(source['bodyId'], 'export.bodyId'),
    requestId: textOf(source['requestId'], 'export.requestId'),
    exportedAt: timeOf(source['exportedAt'], 'export.exportedAt'),
    entries: listOf(source['entries'], 'export.entries').map((item, index) => parseChained(item, index + 1)),
    openings: listOf(source['openings'], 'export.openings').map((item, index) => openingOf(item, `export.openings[${index}]`)),
    revisions: listOf(source['revisions'], 'export.revisions').map((item, index) => parseRevision(item, `export.revisions[${index}]`)),
    head: headOf(source['head']),
    ...(source['log'] === undefined ? {} : { log: logOf(source['log']) }),
  };
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

function headOf(value: unknown): StatedHead {
  const source = objectOf(value, 'export.head', ['sequence', 'entryHash']);
  return { sequence: numberOf(source['sequence'], 'export.head.sequence'), entryHash: hashOf(source['entryHash'], 'export.head.entryHash') };
}

function logOf(value: unknown): LogEvidence {
  const source = objectOf(value, 'export.log', ['checkpoint', 'leaves', 'consistency']);
  return {
    checkpoint: parseCheckpoint(source['checkpoint']),
    leaves: listOf(source['leaves'], 'export.log.leaves').map((item, index) => leafProofOf(item, `export.log.leaves[${index}]`)),
    consistency: listOf(source['consistency'], 'export.log.consistency').map((item, index) => parseConsistencyProof(item, `export.log.consistency[${index}]`)),
  };
}

function leafProofOf(value: unknown, where: string): LeafProof {
  const source = objectOf(value, where, ['sequence', 'index', 'path']);
  return { sequence: numberOf(source['sequence'], where), index: numberOf(source['index'], where), path: hashesOf(source['path'], where) };
}

/** @throws MalformedExport */
export function parseConsistencyProof(value: unknown, where = 'consistency'): ConsistencyProof {
  const source = objectOf(value, where, ['first', 'second', 'path']);
  return { first: numberOf(source['first'], where), second: numberOf(source['second'], where), path: hashesOf(source['path'], where) };
}
