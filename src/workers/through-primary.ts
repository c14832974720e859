/** What processes have together, for a worker: it asks the primary. */
import type { Channel } from './channel.ts';
import * as questions from './questions.ts';
import type { Shared } from './shared.ts';

export function throughPrimary({ ask, tell }: Channel): Shared {
  const giver = (ticket: number) => () => {
    tell(questions.giveBack, ticket);
  };
  return {
    countFlood: (gate, client) => ask(questions.countFlood, { gate, client }),
    workAccounts: {
      open: (client, bounds) => ask(questions.openWork, { client, bounds }),
      close(client) {
        tell(questions.closeWork, client);
      },
      spend(client, values) {
        tell(questions.spendWork, { client, values });
      },
      ifSpent: (client, values) => ask(questions.ifWorkSpent, { client, values }),
    },
    fetchQuota: {
      async enter(host, asker, milliseconds) {
        const ticket = await ask(questions.enterFetch, { host, asker, milliseconds });
        return ticket === undefined ? undefined : giver(ticket);
      },
    },
    tellLatest: (name, at) => ask(questions.tellLatest, { name, at }),
    damage: {
      tell: (found) => ask(questions.tellDamage, [...found]),
      found: () => ask(questions.findDamage, undefined),
    },
    takeWriteTurn: async () => giver(await ask(questions.takeWriteTurn, undefined)),
  };
}
