/**
 * Whether the data lacks what was noted last: a backup was restored, and the journal was not replayed.
 * Asked at each start, so it looks at the last acts alone, and only those since the last replay.
 */
import type { EntryAct } from '../../journal/acts.ts';
import type { JournalLine } from '../../journal/lines.ts';
import { ifRefused, type Store } from '../../storage/store.ts';

const MOST = 100;

/** How many of the last acts are not in the data. A few are what a crash left: nobody was told of them. */
export async function countLacking(store: Store, tail: readonly JournalLine[]): Promise<number> {
  const acts = tail.flatMap((line) => (line.kind === 'act' ? [line.act] : []));
  const since = acts.slice(acts.findLastIndex(({ act }) => act === 'replayed') + 1);
  const refused = new Set(since.flatMap((act) => (act.act === 'refused' ? [act.id] : [])));
  const entries = since.flatMap((act) =>
    act.act === 'entry' && !refused.has(act.id) ? [act] : [],
  );
  const lacking = await Promise.all(entries.slice(-MOST).map((entry) => isLacking(store, entry)));
  return lacking.filter((one) => one).length;
}

async function isLacking(store: Store, { of, kpa, id, standing }: EntryAct): Promise<boolean> {
  const asked: Promise<Pick<EntryAct, 'standing'> | undefined> =
    of === 'awards' ? store.awards(kpa).findById(id) : store.issuedCredentials(kpa).findById(id);
  // One that cannot be read is there: `admin check` names it.
  const found = await ifRefused(asked, 'INVALID_DOCUMENT', () => 'unreadable' as const);
  if (found === 'unreadable') return false;
  return found === undefined || (standing === 'revoked' && found.standing === 'valid');
}
