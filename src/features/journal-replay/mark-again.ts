/** What was revoked before a restore is revoked again, with the day on which it was (docs/adr/0037). */
import type { NotedEntry } from '../../journal/state.ts';
import type { Store } from '../../storage/store.ts';

export interface MarkServices {
  readonly store: Store;
  /** Marks an award as whoever takes a badge back does; its list is not published. */
  readonly markAward: (entry: NotedEntry, by: string) => Promise<unknown>;
}

export interface MarkOutcome {
  readonly entry: NotedEntry;
  /** Why it is not marked. */
  readonly failure?: string;
}

/** Writes that arrive together share a wait for the disk. */
const AT_ONCE = 50;

/** One that fails stops none of the others. */
export async function* markAgain(
  services: MarkServices,
  entries: readonly NotedEntry[],
  by: string,
): AsyncGenerator<readonly MarkOutcome[]> {
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    yield await Promise.all(
      entries.slice(at, at + AT_ONCE).map((entry) => mark(services, entry, by)),
    );
  }
}

async function mark(services: MarkServices, entry: NotedEntry, by: string): Promise<MarkOutcome> {
  try {
    if (entry.of === 'awards') await services.markAward(entry, by);
    else await markCredential(services.store, entry);
    return { entry };
  } catch (error) {
    return { entry, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function markCredential({ issuedCredentials }: Store, { id, kpa, at }: NotedEntry) {
  await issuedCredentials(kpa).update(id, (now) =>
    now.standing === 'revoked' ? now : { ...now, standing: 'revoked', revokedAt: at },
  );
}
