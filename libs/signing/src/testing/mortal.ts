import type { Database, Transaction } from '#persistence';

/** Thrown where a process was killed. Nothing it would have done afterwards happens: not even its `finally` reaches anything. */
export class Killed extends Error {}

/** Counts awaited steps and dies at one of them; found by instrumentation, not by hand. */
export interface Fate {
  /** Steps passed so far. */
  steps: number;
  readonly names: string[];
  readonly isDead: boolean;
}

interface MutableFate extends Fate {
  isDead: boolean;
}

/**
 * A process that is killed just before its `dieAt`-th awaited step (counted from 1): every statement of a transaction,
 * its end before and after the commit, every call of an outside part. A transaction open then is rolled back, as the
 * server does when a connection is gone.
 */
export function mortal<Dependencies extends { readonly database: Database }>(
  dependencies: Dependencies,
  outside: readonly (keyof Dependencies)[],
  dieAt: number,
): { readonly dependencies: Dependencies; readonly fate: Fate } {
  const fate: MutableFate = { steps: 0, names: [], isDead: false };
  const step = (name: string): void => {
    if (!fate.isDead) {
      fate.steps += 1;
      fate.names.push(name);
    }
    if (fate.isDead || fate.steps === dieAt) {
      fate.isDead = true;
      throw new Killed(name);
    }
  };
  const database = wrapDatabase(dependencies.database, step);
  const parts = Object.fromEntries(outside.map((key) => [key, wrapCalls(dependencies[key] as object, String(key), step)]));
  return { dependencies: { ...dependencies, ...parts, database }, fate };
}

type Step = (name: string) => void;

function wrapDatabase(database: Database, step: Step): Database {
  const inBody: Database['inBody'] = async (bodyId, work, options) => {
    step('begin');
    const result = await database.inBody(
      bodyId,
      async (tx) => {
        const done = await work(wrapTransaction(tx, step));
        step('before commit');
        return done;
      },
      options,
    );
    step('after commit');
    return result;
  };
  return new Proxy(database, { get: (target, key) => (key === 'inBody' ? inBody : bound(target, key)) });
}

function wrapTransaction(tx: Transaction, step: Step): Transaction {
  return new Proxy(tx, {
    get: (target, key) => {
      const member: unknown = bound(target, key);
      if (typeof member === 'object' && member !== null) return wrapCalls(member, String(key), step);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        step(String(key));
        return (member as (...all: unknown[]) => unknown)(...given);
      };
    },
  });
}

/** Every call may be the last: just before it, and (for what answers later) just after it. */
function wrapCalls<T extends object>(target: T, name: string, step: Step): T {
  return new Proxy(target, {
    get: (object, key) => {
      const member: unknown = bound(object, key);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        step(`${name}.${String(key)}`);
        const result: unknown = (member as (...all: unknown[]) => unknown)(...given);
        if (!(result instanceof Promise)) return result;
        return result.then((value: unknown) => {
          step(`${name}.${String(key)} answered`);
          return value;
        });
      };
    },
  });
}

function bound(target: object, key: string | symbol): unknown {
  const member: unknown = Reflect.get(target, key, target);
  return typeof member === 'function' ? (member as (...all: unknown[]) => unknown).bind(target) : member;
}
