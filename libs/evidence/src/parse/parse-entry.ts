import type { JsonObject } from '../canonical-json.js';
import type { ChainedEntry, EvidenceActor, EvidenceEntry, RecordedRevision } from '../entry.js';
import { hashOf, listOf, MalformedExport, numberOf, objectOf, textOf, timeOf } from './shape.js';

const entryKeys = ['version', 'sequence', 'bodyId', 'requestId', 'at', 'type', 'actor', 'data', 'commitments', 'revisions'];

export function parseChained(value: unknown, sequence: number): ChainedEntry {
  try {
    const source = objectOf(value, 'entry', ['entry', 'previousHash', 'entryHash']);
    return {
      entry: parseEntry(source['entry']),
      previousHash: hashOf(source['previousHash'], 'previousHash'),
      entryHash: hashOf(source['entryHash'], 'entryHash'),
    };
  } catch (error) {
    if (error instanceof MalformedExport) throw new MalformedExport(error.where, sequence);
    throw error;
  }
}

export function parseEntry(value: unknown): EvidenceEntry {
  const source = objectOf(value, 'entry', entryKeys);
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
    revisions: listOf(source['revisions'], 'entry.revisions').map((item) => parseRevision(item, 'entry.revisions')),
  };
}

function actorOf(value: unknown): EvidenceActor {
  const source = objectOf(value, 'entry.actor', ['kind', 'id']);
  const kind = source['kind'];
  if (kind !== 'signatory' && kind !== 'staff' && kind !== 'component') throw new MalformedExport('entry.actor.kind');
  return { kind, id: textOf(source['id'], 'entry.actor.id') };
}

export function parseRevision(value: unknown, where: string): RecordedRevision {
  const source = objectOf(value, where, ['number', 'kind', 'wholeSha256', 'length']);
  return {
    number: numberOf(source['number'], `${where}.number`),
    kind: textOf(source['kind'], `${where}.kind`),
    wholeSha256: hashOf(source['wholeSha256'], `${where}.wholeSha256`),
    length: numberOf(source['length'], `${where}.length`),
  };
}
