/** Access that was ended since the backup, and has come back with it. */
import type { JournalState } from '../../journal/state.ts';
import type { Collection, Identified, Store } from '../../storage/store.ts';

type Access = Pick<Store, 'apiTokens' | 'shareLinks' | 'sessions' | 'signInLinks'>;

export interface EndedAccess {
  readonly tokens: number;
  readonly links: number;
  readonly sessions: number;
}

/** Tokens of programs and links of portfolios, with the moment at which they were ended. */
export async function endAccess(
  store: Access,
  { ended, isReplayed }: Pick<JournalState, 'ended' | 'isReplayed'>,
): Promise<EndedAccess> {
  let tokens = 0;
  let links = 0;
  for (const { of, id, at } of ended) {
    if (of === 'apiTokens') tokens += await end(store.apiTokens, id, at);
    else links += await end(store.shareLinks, id, at);
  }
  // Who signed out since, nobody knows: everybody signs in again.
  return { tokens, links, sessions: isReplayed ? 0 : await endSessions(store) };
}

async function endSessions({ sessions, signInLinks }: Access): Promise<number> {
  let count = 0;
  // What opens sessions goes first: one that was opened in between is found.
  for (const { id } of await signInLinks.pickAll({ index: 'byExpiry' }, []).toArray()) {
    await signInLinks.remove(id);
  }
  for (const { id } of await sessions.pickAll({ index: 'byExpiry' }, []).toArray()) {
    if (await sessions.remove(id)) count += 1;
  }
  return count;
}

/** 1, if it was open. */
async function end<T extends Ending>(
  documents: Pick<Collection<T>, 'update'>,
  id: string,
  withdrawnAt: string,
): Promise<number> {
  let count = 0;
  await documents.update(id, (now) => {
    count = now.withdrawnAt === undefined ? 1 : 0;
    return count === 1 ? { ...now, withdrawnAt } : now;
  });
  return count;
}

interface Ending extends Identified {
  readonly withdrawnAt?: string | undefined;
}
