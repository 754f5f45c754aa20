import { createHash, randomBytes } from 'node:crypto';

/** Where ids and secrets come from. A parameter everywhere, so that tests can foresee them. */
export interface Ids {
  /** A UUID version 7 (RFC 9562 §5.7): time-ordered, so that indexes on it grow at one end. Lower case. */
  id(): string;
  /** `byteCount` random bytes (default 32) as base64url without padding: fit for links, cookies and headers. */
  token(byteCount?: number): string;
}

const MINIMUM_TOKEN_BYTES = 16;

/** Ids from the given clock and random source. */
export function createIds(now: () => number, random: (byteCount: number) => Uint8Array): Ids {
  return {
    id: () => uuidV7(now(), random(10)),
    token: (byteCount = 32) => {
      if (byteCount < MINIMUM_TOKEN_BYTES) throw new RangeError(`a token has at least ${MINIMUM_TOKEN_BYTES} bytes`);
      return Buffer.from(random(byteCount)).toString('base64url');
    },
  };
}

export const randomIds: Ids = createIds(
  () => Date.now(),
  (byteCount) => randomBytes(byteCount),
);

/** Lower-case hex SHA-256 of bytes or of the UTF-8 of a string. What the database keeps of tokens. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether `text` is a UUID in the lower-case form that we write. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

function uuidV7(milliseconds: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
