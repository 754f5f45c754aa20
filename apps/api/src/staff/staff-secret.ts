import { scrypt, timingSafeEqual, createHash } from 'node:crypto';
import { promisify } from 'node:util';
import type { Database } from '#persistence';
import { sha256Hex, type Clock, type Ids } from '#platform';

const scryptAsync = promisify<string, Uint8Array, number, Buffer>(scrypt);
const KEY = 'staff-secret';
const SESSION_MS = 12 * 60 * 60 * 1000;

interface StoredSecret {
  salt: string;
  hash: string;
}

/** The one secret of the desk: made at the first start, told once, kept as a scrypt hash. */
export class StaffSecret {
  /** SHA-256 of the last secret found right: scrypt is slow on purpose, and a bearer comes with every request. */
  #known: Buffer | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Sets the secret when there is none; returns it then, and never again. */
  async ensure(given?: string): Promise<string | undefined> {
    if ((await this.database.withoutBody((lookups) => lookups.installation.get(KEY))) !== undefined) return undefined;
    const secret = given ?? this.ids.token(32);
    const salt = this.ids.token(16);
    const hash = (await scryptAsync(secret, Buffer.from(salt), 32)).toString('hex');
    const isOurs = await this.database.withoutBody((lookups) => lookups.installation.setOnce(KEY, { salt, hash }));
    return isOurs ? secret : undefined;
  }

  async isRight(secret: string): Promise<boolean> {
    const digest = createHash('sha256').update(secret).digest();
    if (this.#known !== undefined && timingSafeEqual(this.#known, digest)) return true;
    const stored = (await this.database.withoutBody((lookups) => lookups.installation.get(KEY))) as StoredSecret | undefined;
    if (stored === undefined) return false;
    const isRight = timingSafeEqual(await scryptAsync(secret, Buffer.from(stored.salt), 32), Buffer.from(stored.hash, 'hex'));
    if (isRight) this.#known = digest;
    return isRight;
  }

  /** A session cookie's value and how many seconds it lives. */
  async openSession(): Promise<{ session: string; seconds: number }> {
    const session = this.ids.token(32);
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await this.database.withoutBody((lookups) => lookups.staffSessions.insert({ id: this.ids.id(), bodyId: null, sessionSha256: sha256Hex(session), createdAt, expiresAt }));
    return { session, seconds: SESSION_MS / 1000 };
  }

  async isSession(session: string): Promise<boolean> {
    const found = await this.database.withoutBody((lookups) => lookups.staffSessions.find(sha256Hex(session)));
    return found !== undefined && found.expiresAt > this.clock.now();
  }

  async endSession(session: string): Promise<void> {
    await this.database.withoutBody((lookups) => lookups.staffSessions.delete(sha256Hex(session)));
  }
}
