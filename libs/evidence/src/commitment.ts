import { canonicalJson, type JsonValue } from './canonical-json.js';
import { domain, domainHash, hexBytes, utf8 } from './hash.js';

/** Bytes. As long as the hash: a name or an e-mail address cannot be found by trying without the salt. */
export const saltLength = 32;
const label = domain('justera.evidence.commitment.v1');

/** What opens a commitment. Kept apart from the log; erasing it leaves the chain whole. */
export interface Opening {
  readonly sequence: number;
  readonly name: string;
  /** 64 lower-case hex digits. */
  readonly salt: string;
  readonly value: JsonValue;
}

/**
 * Salted commitment of one personal datum. The name is hashed too: the value of `email` cannot pass for `name`.
 * @throws EvidenceError `bad-salt` unless the salt is 32 bytes in hex
 */
export function commitmentOf(datum: Pick<Opening, 'name' | 'salt' | 'value'>): string {
  const { name, salt, value } = datum;
  return domainHash(label, hexBytes(salt, 'bad-salt', name), utf8(canonicalJson({ name, value })));
}
