import type { CaseManifest } from './case-manifest.js';
import { parseCaseManifest } from './parse-case-manifest.js';

/**
 * The manifest as RFC 8785 JSON: sorted keys, no white space. Strings and integers are all it holds, and for those
 * `JSON.stringify` writes what RFC 8785 §3.2.2 asks. Reads its own output back, so nothing leaves that the strict
 * parser would refuse. @throws ManifestError
 */
export function serialiseCaseManifest(manifest: CaseManifest): string {
  const json = JSON.stringify(sorted(manifest));
  parseCaseManifest(json);
  return json;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // RFC 8785 §3.2.3: by UTF-16 code units, which is what < compares.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
