/** What the primary answers one worker; what that one holds is free again when it is gone. */
import { type Answerer, answering } from './question.ts';
import * as questions from './questions.ts';
import type { Shared } from './shared.ts';

interface Served {
  readonly answerers: readonly Answerer[];
  /** The worker is gone. */
  release(): void;
}

export function serveShared(shared: Shared): Served {
  const { workAccounts, fetchQuota } = shared;
  const held = createHeld();
  const requests = createOpenRequests((client) => {
    workAccounts.close(client);
  });
  return {
    answerers: [
      answering(questions.countFlood, ({ gate, client }) => shared.countFlood(gate, client)),
      answering(questions.openWork, async ({ client, bounds }) => {
        const refusal = await workAccounts.open(client, bounds);
        if (!refusal) requests.begin(client);
        return refusal;
      }),
      answering(questions.closeWork, requests.end),
      answering(questions.spendWork, ({ client, values }) => {
        workAccounts.spend(client, values);
      }),
      answering(questions.ifWorkSpent, ({ client, values }) =>
        workAccounts.ifSpent(client, values),
      ),
      answering(questions.enterFetch, async ({ host, asker, milliseconds }) => {
        const leave = await fetchQuota.enter(host, asker, milliseconds);
        return leave && held.keep(leave);
      }),
      answering(questions.takeWriteTurn, async () => held.keep(await shared.takeWriteTurn())),
      answering(questions.giveBack, held.giveBack),
      answering(questions.tellLatest, ({ name, at }) => shared.tellLatest(name, at)),
      answering(questions.tellDamage, (found) => shared.damage.tell(found)),
      answering(questions.findDamage, async () => [...(await shared.damage.found())]),
    ],
    release() {
      held.release();
      requests.release();
    },
  };
}

/** What ends by a function, known by a number, which can be sent. */
function createHeld() {
  const held = new Map<number, () => void>();
  let count = 0;
  let isGone = false;
  const giveBack = (ticket: number) => {
    const end = held.get(ticket);
    held.delete(ticket);
    end?.();
  };
  return {
    giveBack,
    keep(end: () => void): number {
      count += 1;
      held.set(count, end);
      // It was waited for by a worker that is no more.
      if (isGone) giveBack(count);
      return count;
    },
    release() {
      isGone = true;
      for (const ticket of held.keys()) giveBack(ticket);
    },
  };
}

/** Requests under way, by their client. */
function createOpenRequests(close: (client: string) => void) {
  const counts = new Map<string, number>();
  let isGone = false;
  const end = (client: string) => {
    const count = counts.get(client) ?? 0;
    if (count === 0) return;
    if (count === 1) counts.delete(client);
    else counts.set(client, count - 1);
    close(client);
  };
  return {
    end,
    begin(client: string) {
      counts.set(client, (counts.get(client) ?? 0) + 1);
      if (isGone) end(client);
    },
    release() {
      isGone = true;
      for (const [client, count] of counts) for (let at = 0; at < count; at += 1) end(client);
    },
  };
}
