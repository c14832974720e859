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
import type { WorkAccounts, WorkBounds, WorkRefusal } from './work-accounts.ts';

interface WorkLimits extends WorkBounds {
  readonly keyOf: (req: Request) => string;
  readonly sentences: { readonly spent: Message; readonly atOnce: Message };
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
};

const clients = new WeakMap<Request, Client>();

/** Whose request this is. Only where `limitWork` stands before. */
export function clientOf(req: Request): Client {
  const client = clients.get(req);
  if (!client) throw new Error('This route does not limit work');
  return client;
}

/** One for all routes that share what it protects. */
export function limitWork(
  accounts: WorkAccounts,
  changes: Partial<WorkLimits> = {},
): RequestHandler {
  const limits = { ...LIMITS, ...changes };
  return async (req, res, next) => {
    const client = await open(accounts, limits, limits.keyOf(req));
    const release = client.hold();
    // Also when the client goes away before the answer, or went while it was counted.
    if (res.destroyed) {
      release();
      return;
    }
    res.once('close', release);
    clients.set(req, client);
    next();
  };
}

/** A request of a client. Rejects with TOO_MANY when it is one too many. */
async function open(accounts: WorkAccounts, limits: WorkLimits, key: string): Promise<Client> {
  const { values, least, atOnce, sentences } = limits;
  refuse(await accounts.open(key, { values, least, atOnce }), sentences);
  let held = 0;
  return {
    key,
    spend(used) {
      accounts.spend(key, used);
    },
    async refuseIfSpent() {
      refuse(await accounts.ifSpent(key, values), sentences);
    },
    hold() {
      held += 1;
      return () => {
        held -= 1;
        if (held === 0) accounts.close(key);
      };
    },
  };
}

function refuse(refusal: WorkRefusal | undefined, sentences: WorkLimits['sentences']): void {
  if (!refusal) return;
  const said = refusal.why === 'spent' ? sentences.spent : sentences.atOnce;
  throw new HttpError('TOO_MANY', said, { retryAfter: refusal.seconds });
}
