/**
 * How much work one client may have us do, and how much at once (docs/adr/0020). Work is counted in
 * values that are canonicalised (`credentials/allowance.ts`), not in time: what a request waits for
 * costs us nothing, and on a slow machine the same badge costs the same.
 */
import type { Request, RequestHandler } from 'express';
import { type Message, say } from '../../language/message.ts';
import { clientKey } from './client-key.ts';
import type { Client } from '../../threads/client.ts';
import { HttpError } from '../../problems/http-error.ts';
import { TOO_MUCH } from './limits.ts';

interface WorkLimits {
  /** Values in a minute. */
  readonly values: number;
  /** What the smallest request counts. */
  readonly least: number;
  /** Requests under way, from before their body is read. */
  readonly atOnce: number;
  readonly keyOf: (req: Request) => string;
  readonly sentences: { readonly spent: Message; readonly atOnce: Message };
  readonly now: () => number;
}

const LIMITS: WorkLimits = {
  // Some twenty seconds of one thread: hundreds of badges like ours.
  values: 100_000,
  least: 50,
  atOnce: 16,
  keyOf: (req) => clientKey(req.ip),
  sentences: {
    spent: TOO_MUCH,
    atOnce: say('limit.at-once'),
  },
  now: () => performance.now(),
};
const WINDOW_MS = 60_000;

const clients = new WeakMap<Request, Client>();

/** Whose request this is. Only where `limitWork` stands before. */
export function clientOf(req: Request): Client {
  const client = clients.get(req);
  if (!client) throw new Error('This route does not limit work');
  return client;
}

/** One for all routes that share what it protects. */
export function limitWork(changes: Partial<WorkLimits> = {}): RequestHandler {
  const limits = { ...LIMITS, ...changes };
  const open = createAccounts(limits);
  return (req, res, next) => {
    const client = open(limits.keyOf(req));
    // Also when the client goes away before the answer.
    res.once('close', client.hold());
    client.spend(limits.least);
    clients.set(req, client);
    next();
  };
}

interface Account {
  spent: number;
  underWay: number;
  endsAt: number;
}

/** Opens a request of a client. Throws TOO_MANY when it is one too many. */
function createAccounts({ values, atOnce, sentences, now }: WorkLimits) {
  // In the order in which their minutes end.
  const accounts = new Map<string, Account>();

  function accountOf(key: string): Account {
    const known = accounts.get(key);
    if (known && known.endsAt > now()) return known;
    const account = known ?? { spent: 0, underWay: 0, endsAt: 0 };
    restart(key, account);
    for (const [oldest, { underWay, endsAt }] of accounts) {
      if (endsAt > now()) break;
      if (underWay === 0) accounts.delete(oldest);
    }
    return account;
  }

  function restart(key: string, account: Account): void {
    account.spent = 0;
    account.endsAt = now() + WINDOW_MS;
    accounts.delete(key);
    accounts.set(key, account);
  }

  function refuseIfSpent({ spent, endsAt }: Account): void {
    if (spent < values) return;
    const retryAfter = Math.ceil((endsAt - now()) / 1000);
    throw new HttpError('TOO_MANY', sentences.spent, { retryAfter });
  }

  return (key: string): Client => {
    const account = accountOf(key);
    refuseIfSpent(account);
    if (account.underWay >= atOnce) {
      throw new HttpError('TOO_MANY', sentences.atOnce, { retryAfter: 10 });
    }
    account.underWay += 1;
    let held = 0;
    return {
      key,
      spend(used) {
        accountOf(key).spent += used;
      },
      refuseIfSpent() {
        refuseIfSpent(accountOf(key));
      },
      hold() {
        held += 1;
        return () => {
          held -= 1;
          if (held === 0) account.underWay -= 1;
        };
      },
    };
  };
}
