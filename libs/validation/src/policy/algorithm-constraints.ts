/** Until when an algorithm counts as strong; absent means unknown, hence not accepted. */
export interface AlgorithmConstraints {
  /** Digest name as node:crypto spells it → last acceptable instant (ISO 8601), or null for no end in sight. */
  readonly digests: Readonly<Record<string, string | null>>;
  /** Rising key sizes: the last row whose `bits` is at most the key's size decides. */
  readonly rsa: readonly KeySizeConstraint[];
  readonly ecdsa: readonly KeySizeConstraint[];
}

export interface KeySizeConstraint {
  readonly bits: number;
  readonly until: string | null;
}

/** The end dates of the EU's DSS default policy (spec/validation.md), which follow ETSI TS 119 312. */
export const defaultAlgorithmConstraints: AlgorithmConstraints = {
  digests: {
    md5: '2004-08-01T00:00:00Z',
    sha1: '2012-08-01T00:00:00Z',
    sha224: '2029-01-01T00:00:00Z',
    sha256: null,
    sha384: null,
    sha512: null,
    'sha3-256': null,
    'sha3-384': null,
    'sha3-512': null,
  },
  rsa: [
    { bits: 786, until: '2010-08-01T00:00:00Z' },
    { bits: 1024, until: '2019-10-01T00:00:00Z' },
    { bits: 1900, until: '2029-01-01T00:00:00Z' },
    { bits: 3000, until: null },
  ],
  ecdsa: [
    { bits: 160, until: '2012-08-01T00:00:00Z' },
    { bits: 192, until: '2012-08-01T00:00:00Z' },
    { bits: 224, until: '2021-10-01T00:00:00Z' },
    { bits: 256, until: null },
  ],
};

function endOfKey(rows: readonly KeySizeConstraint[], bits: number): string | null | undefined {
  let end: string | null | undefined;
  for (const row of rows) if (bits >= row.bits) end = row.until;
  return end;
}

export interface AlgorithmUse {
  readonly digest: string;
  readonly keyType: string;
  readonly keyBits: number;
}

/** The earliest end among digest and key, null when neither ends, undefined when one is not known to the policy. */
export function endOfAlgorithm(constraints: AlgorithmConstraints, use: AlgorithmUse): Date | null | undefined {
  const name = use.digest.toLowerCase();
  const digest = Object.hasOwn(constraints.digests, name) ? constraints.digests[name] : undefined;
  const key =
    use.keyType === 'rsa' || use.keyType === 'rsa-pss'
      ? endOfKey(constraints.rsa, use.keyBits)
      : use.keyType === 'ec'
        ? endOfKey(constraints.ecdsa, use.keyBits)
        : use.keyType === 'ed25519' || use.keyType === 'ed448'
          ? null
          : undefined;
  if (digest === undefined || key === undefined) return undefined;
  const ends = [digest, key].flatMap((end) => (end === null ? [] : [new Date(end).getTime()]));
  // A date that is none, in somebody's policy file, must not read as "for ever".
  if (ends.some((end) => Number.isNaN(end))) return undefined;
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

/** Does the algorithm count as strong at that instant? */
export function isStrongAt(constraints: AlgorithmConstraints, use: AlgorithmUse, at: Date): boolean {
  const end = endOfAlgorithm(constraints, use);
  return end !== undefined && (end === null || at.getTime() <= end.getTime());
}
