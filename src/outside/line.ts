/**
 * A waiting line in which everybody's turn comes: one of each client after the other, however many
 * somebody brings. What is too much gives way, and it is always of whoever brought most.
 */

interface Lengths {
  readonly perClient: number;
  readonly inAll: number;
}

export interface Line<T> {
  /** What gives way, if it is too much: what is brought, or the newest of whoever brought most. */
  join(client: string, one: T): T | undefined;
  leave(client: string, one: T): void;
  /** The first that may begin now; one that may not is overtaken, also by others of its client. */
  next(mayBegin: (one: T) => boolean): T | undefined;
  length(): number;
  has(such: (one: T) => boolean): boolean;
  /** All of them leave. */
  clear(): readonly T[];
}

export function createLine<T>({ perClient, inAll }: Lengths): Line<T> {
  // In the order of their turns.
  const clients = new Map<string, T[]>();
  let length = 0;

  function take(client: string, at: number): T | undefined {
    const theirs = clients.get(client) ?? [];
    const [taken] = theirs.splice(at, 1);
    if (taken !== undefined) length -= 1;
    if (theirs.length === 0) clients.delete(client);
    return taken;
  }

  /** Makes room for one more of a client who has so many; undefined if nobody has more. */
  function makeRoom(count: number): T | undefined {
    let most = count + 1;
    let whose: string | undefined;
    for (const [client, { length: theirs }] of clients) {
      if (theirs > most) [most, whose] = [theirs, client];
    }
    return whose === undefined ? undefined : take(whose, most - 1);
  }

  return {
    join(client, one) {
      const theirs = clients.get(client) ?? [];
      if (theirs.length >= perClient) return one;
      const gone = length >= inAll ? makeRoom(theirs.length) : undefined;
      if (length >= inAll) return one;
      theirs.push(one);
      clients.set(client, theirs);
      length += 1;
      return gone;
    },
    leave(client, one) {
      const at = clients.get(client)?.indexOf(one) ?? -1;
      if (at !== -1) take(client, at);
    },
    next(mayBegin) {
      for (const [client, theirs] of clients) {
        const at = theirs.findIndex(mayBegin);
        if (at === -1) continue;
        const one = take(client, at);
        // To the end: the others come first now.
        if (clients.delete(client)) clients.set(client, theirs);
        return one;
      }
      return undefined;
    },
    length: () => length,
    has: (such) => [...clients.values()].some((theirs) => theirs.some(such)),
    clear() {
      const all = [...clients.values()].flat();
      clients.clear();
      length = 0;
      return all;
    },
  };
}
