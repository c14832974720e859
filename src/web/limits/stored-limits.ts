/**
 * Limits on what could be guessed, and on how many people a client can have letters sent to. They are
 * counted in the store: by all processes together, and over restarts (docs/adr/0035). Many people may
 * stand behind one address, so what succeeds counts for nothing.
 */
import { randomInt } from 'node:crypto';
import { keyedDigest } from '../../keys/secrets.ts';
import type { Message } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { ifRefused, type Store } from '../../storage/store.ts';
import { TOO_MUCH } from './limits.ts';

export interface LimitServices {
  readonly store: Pick<Store, 'limitUses'>;
  readonly clock: () => Date;
  readonly appSecret: string;
}

interface Bounds {
  readonly name: string;
  /** Of one client, say, in an hour of the clock. */
  readonly most: number;
  readonly said?: Message;
}

export interface StoredLimit {
  /**
   * Counts a failure, before it is known to be one: what is compared at the same moment counts too.
   * Gives what takes it back. Throws TOO_MANY for one too many, of which nothing may be looked at.
   * `of`: whose it is (`client-key.ts`).
   */
  count(of: string): Promise<() => Promise<void>>;
  /** Counts somebody once, however often. Throws TOO_MANY for one too many. */
  countOnce(of: string, whom: string): Promise<void>;
}

const HOUR = 3_600_000;

export function createStoredLimit(services: LimitServices, bounds: Bounds): StoredLimit {
  const { store, clock, appSecret } = services;
  const { name, most, said = TOO_MUCH } = bounds;
  const uses = store.limitUses;

  const scopeOf = (of: string): string => {
    const hour = Math.floor(clock().getTime() / HOUR);
    return keyedDigest(appSecret, ['limit', name, of, hour].join('/'));
  };
  const taken = (scope: string) => uses.count({ index: 'byScope', equals: [scope] });

  const idOf = (scope: string, what: string) => keyedDigest(appSecret, `${scope}/${what}`);

  /** Its id, or undefined if it is there. */
  async function use(scope: string, what: string): Promise<string | undefined> {
    const id = idOf(scope, what);
    const expiresAt = new Date(clock().getTime() + HOUR).toISOString();
    const inserted = uses.insert({ id, scope, expiresAt });
    return (await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined))?.id;
  }

  async function freeNumbers(scope: string): Promise<readonly string[]> {
    const query = { index: 'byScope', equals: [scope], limit: most } as const;
    const there = new Set((await uses.pick(query, [])).items.map(({ id }) => id));
    const numbers = Array.from({ length: most }, (_, number) => String(number));
    return there.size === 0 ? numbers : numbers.filter((one) => !there.has(idOf(scope, one)));
  }

  async function giveBack(id: string): Promise<void> {
    await uses.remove(id);
  }

  function refusal(): HttpError {
    const rest = HOUR - (clock().getTime() % HOUR);
    return new HttpError('TOO_MANY', said, { retryAfter: Math.ceil(rest / 1_000) });
  }

  return {
    async count(of) {
      const scope = scopeOf(of);
      // Each has a number, which only one can have: so that many at once are no more than `most`.
      for (;;) {
        const free = await freeNumbers(scope);
        const number = free[randomInt(Math.max(free.length, 1))];
        if (number === undefined) throw refusal();
        const id = await use(scope, number);
        if (id !== undefined) return () => giveBack(id);
      }
    },
    async countOnce(of, whom) {
      const scope = scopeOf(of);
      const id = await use(scope, whom);
      if (id === undefined || (await taken(scope)) <= most) return;
      await uses.remove(id);
      throw refusal();
    },
  };
}
