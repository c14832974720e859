/**
 * What each client has had done in its minute, and how much of it is under way, in memory: of all
 * processes of a port, where one counts for them (docs/adr/0036).
 */
export interface WorkBounds {
  /** Values in a minute. */
  readonly values: number;
  /** What the smallest request counts. */
  readonly least: number;
  /** Requests under way, from before their body is read. */
  readonly atOnce: number;
}

export interface WorkRefusal {
  readonly why: 'spent' | 'at once';
  /** Until it is worth asking again. */
  readonly seconds: number;
}

export interface WorkAccounts {
  /** Begins a request, which counts the least there is; or says why not. */
  open(client: string, bounds: WorkBounds): Promise<WorkRefusal | undefined>;
  /** A request that was begun is over. */
  close(client: string): void;
  spend(client: string, values: number): void;
  /** Whether so many values of its minute are used up. */
  ifSpent(client: string, values: number): Promise<WorkRefusal | undefined>;
}

interface Account {
  spent: number;
  underWay: number;
  endsAt: number;
}

const WINDOW_MS = 60_000;

/** `now`: in milliseconds, on a clock that nobody sets. */
export function createWorkAccounts(now: () => number = () => performance.now()): WorkAccounts {
  // In the order in which their minutes end.
  const accounts = new Map<string, Account>();

  function accountOf(client: string): Account {
    const known = accounts.get(client);
    if (known && known.endsAt > now()) return known;
    const account = known ?? { spent: 0, underWay: 0, endsAt: 0 };
    restart(client, account);
    for (const [oldest, { underWay, endsAt }] of accounts) {
      if (endsAt > now()) break;
      if (underWay === 0) accounts.delete(oldest);
    }
    return account;
  }

  function restart(client: string, account: Account): void {
    account.spent = 0;
    account.endsAt = now() + WINDOW_MS;
    accounts.delete(client);
    accounts.set(client, account);
  }

  const refusalOf = ({ spent, endsAt }: Account, values: number): WorkRefusal | undefined =>
    spent < values ? undefined : { why: 'spent', seconds: Math.ceil((endsAt - now()) / 1000) };

  function begin(client: string, { values, least, atOnce }: WorkBounds): WorkRefusal | undefined {
    const account = accountOf(client);
    const refusal = refusalOf(account, values);
    if (refusal) return refusal;
    if (account.underWay >= atOnce) return { why: 'at once', seconds: 10 };
    account.underWay += 1;
    account.spent += least;
    return undefined;
  }

  return {
    open: (client, bounds) => Promise.resolve(begin(client, bounds)),
    close(client) {
      const account = accounts.get(client);
      if (account) account.underWay -= 1;
    },
    spend(client, values) {
      accountOf(client).spent += values;
    },
    ifSpent: (client, values) => Promise.resolve(refusalOf(accountOf(client), values)),
  };
}
