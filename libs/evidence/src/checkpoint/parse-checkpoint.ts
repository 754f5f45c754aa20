import { base64Of, hashOf, MalformedExport, numberOf, objectOf, textOf } from '../parse/shape.js';
import { checkpointFormat, checkpointVersion, type Checkpoint } from './checkpoint.js';

/** Reads a checkpoint of unknown origin. Nothing is verified. @throws MalformedExport */
export function parseCheckpoint(value: unknown): Checkpoint {
  const source = objectOf(value, 'checkpoint', ['format', 'version', 'note', 'seal', 'timestamp']);
  if (source['format'] !== checkpointFormat) throw new MalformedExport('checkpoint.format');
  if (source['version'] !== checkpointVersion) throw new MalformedExport('checkpoint.version');
  const note = objectOf(source['note'], 'checkpoint.note', ['origin', 'size', 'root']);
  return {
    format: checkpointFormat,
    version: checkpointVersion,
    note: {
      origin: textOf(note['origin'], 'checkpoint.note.origin'),
      size: numberOf(note['size'], 'checkpoint.note.size'),
      root: hashOf(note['root'], 'checkpoint.note.root'),
    },
    seal: base64Of(source['seal'], 'checkpoint.seal'),
    timestamp: base64Of(source['timestamp'], 'checkpoint.timestamp'),
  };
}
