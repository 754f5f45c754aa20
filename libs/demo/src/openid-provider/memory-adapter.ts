interface Stored {
  readonly payload: Record<string, unknown>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Where the provider keeps codes, sessions and grants: in memory, each until it expires, gone with the process. */
export function createMemoryAdapter(now: () => number): new (model: string) => object {
  const rows = new Map<string, Stored>();
  const purge = (): void => {
    for (const [key, { until }] of rows) if (until <= now()) rows.delete(key);
  };
  return class MemoryAdapter {
    constructor(private readonly model: string) {}

    upsert(id: string, payload: Record<string, unknown>, expiresInSeconds?: number): Promise<void> {
      if (rows.size > 1000) purge();
      rows.set(`${this.model}:${id}`, { payload, until: now() + (expiresInSeconds ?? 3600) * 1000 });
      return Promise.resolve();
    }

    find(id: string): Promise<Record<string, unknown> | undefined> {
      const row = rows.get(`${this.model}:${id}`);
      return Promise.resolve(row !== undefined && row.until > now() ? row.payload : undefined);
    }

    findByUid(uid: string): Promise<Record<string, unknown> | undefined> {
      return Promise.resolve(this.search((payload) => payload['uid'] === uid));
    }

    findByUserCode(userCode: string): Promise<Record<string, unknown> | undefined> {
      return Promise.resolve(this.search((payload) => payload['userCode'] === userCode));
    }

    /** A code is used once: the library asks for this mark. */
    consume(id: string): Promise<void> {
      const row = rows.get(`${this.model}:${id}`);
      if (row !== undefined) row.payload['consumed'] = Math.floor(now() / 1000);
      return Promise.resolve();
    }

    destroy(id: string): Promise<void> {
      rows.delete(`${this.model}:${id}`);
      return Promise.resolve();
    }

    revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of rows) if (payload['grantId'] === grantId) rows.delete(key);
      return Promise.resolve();
    }

    private search(matches: (payload: Record<string, unknown>) => boolean): Record<string, unknown> | undefined {
      for (const [key, { payload, until }] of rows) {
        if (key.startsWith(`${this.model}:`) && until > now() && matches(payload)) return payload;
      }
      return undefined;
    }
  };
}
