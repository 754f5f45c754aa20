import type { QueryRunner } from 'typeorm';
import type { LinkPurpose, StaffSessionRow } from '../tables/index.js';
import { staffSessionTable } from '../tables/index.js';

export interface FoundLink {
  bodyId: string;
  signRequestId: string;
  taskId: string | null;
  purpose: LinkPurpose;
  rotation: number;
  revokedAt: Date | null;
}
export interface FoundTaskSession {
  bodyId: string;
  signRequestId: string;
  taskId: string | null;
  purpose: LinkPurpose;
  expiresAt: Date;
}
export interface ListedBody {
  bodyId: string;
  slug: string;
  displayName: string;
  defaultLanguage: 'sv' | 'en';
  timeZone: string;
}

/**
 * What can be asked before the body is known. Each is a `SECURITY DEFINER` function that answers one exact question and
 * nothing more; the tables themselves stay closed without a body.
 */
export class Lookups {
  constructor(private readonly runner: QueryRunner) {}

  /** Which case and task a link belongs to, revoked or not (a dead link says why it is dead). */
  link(tokenSha256: string): Promise<FoundLink | undefined> {
    return this.first(
      `SELECT body_id AS "bodyId", sign_request_id AS "signRequestId", task_id AS "taskId", purpose, rotation, revoked_at AS "revokedAt"
       FROM justera.find_link($1)`,
      [tokenSha256],
    );
  }

  /** The signatory's session; undefined when unknown. The caller looks at `expiresAt`. */
  taskSession(sessionSha256: string): Promise<FoundTaskSession | undefined> {
    return this.first(
      `SELECT body_id AS "bodyId", sign_request_id AS "signRequestId", task_id AS "taskId", purpose, expires_at AS "expiresAt"
       FROM justera.find_task_session($1)`,
      [sessionSha256],
    );
  }

  /** Which body a sign request belongs to: for the administrator, whose URLs do not name a body. */
  async bodyOfSignRequest(signRequestId: string): Promise<string | undefined> {
    const found = await this.first<{ bodyId: string | null }>('SELECT justera.body_of_sign_request($1::uuid) AS "bodyId"', [signRequestId]);
    return found?.bodyId ?? undefined;
  }

  /** Which body and task an OpenID callback belongs to. The signer's alone. */
  openIdTransaction(stateSha256: string): Promise<{ bodyId: string; taskId: string } | undefined> {
    return this.first('SELECT body_id AS "bodyId", task_id AS "taskId" FROM justera.find_openid_transaction($1)', [stateSha256]);
  }

  /** Every body of the installation, by slug: for sweeps and for the administrator. */
  bodies(): Promise<ListedBody[]> {
    return this.rows(
      `SELECT body_id AS "bodyId", slug, display_name AS "displayName", default_language AS "defaultLanguage", time_zone AS "timeZone"
       FROM justera.list_bodies() ORDER BY slug`,
    );
  }

  /** Sessions of the desk. The API's alone. */
  readonly staffSessions = {
    insert: async (session: StaffSessionRow): Promise<void> => {
      await this.runner.manager.createQueryBuilder().insert().into(staffSessionTable).values(session).updateEntity(false).execute();
    },
    find: async (sessionSha256: string): Promise<StaffSessionRow | undefined> =>
      (await this.runner.manager.findOneBy(staffSessionTable, { sessionSha256 })) ?? undefined,
    delete: async (sessionSha256: string): Promise<void> => {
      await this.runner.manager.delete(staffSessionTable, { sessionSha256 });
    },
  };

  /** Facts of the installation, e.g. the hash of the administrator's secret. */
  readonly installation = {
    get: async (key: string): Promise<unknown> =>
      (await this.first<{ value: unknown }>('SELECT value FROM justera.installation WHERE key = $1', [key]))?.value,
    /** Sets it if it is not set. False when it was: the first start wins. */
    setOnce: async (key: string, value: unknown): Promise<boolean> => {
      const rows = await this.rows<{ key: string }>(
        'INSERT INTO justera.installation (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO NOTHING RETURNING key',
        [key, JSON.stringify(value)],
      );
      return rows.length === 1;
    },
  };

  private async first<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, parameters))[0];
  }

  private async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.runner.query(sql, [...parameters], true)).records as Row[];
  }
}
