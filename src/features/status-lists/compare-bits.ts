import type { Kpa, StatusList, Store } from '../../storage/store.ts';
import { readPublished } from './bitmap.ts';

/** Of one list: `missing` are taken back and show as valid, `extra` have their bit set and no mark. */
export interface ComparedList {
  readonly number: number;
  /** Nothing can be compared with what is no list. */
  readonly isReadable: boolean;
  readonly marks: number;
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

/** Every list of a KPA, each bit against the mark that it follows. Nothing is written. */
export async function* compareBits(store: Store, kpa: Kpa): AsyncGenerator<ComparedList> {
  for await (const list of store.statusLists(kpa.id).readable.all({ index: 'byNumber' })) {
    const { number } = list;
    const revoked = bitsOf(list);
    const marks = await marksIn(store, list);
    yield {
      number,
      isReadable: revoked !== undefined,
      marks: marks.size,
      missing: revoked ? [...marks].filter((entry) => !revoked.has(entry)) : [],
      extra: revoked ? [...revoked].filter((entry) => !marks.has(entry)) : [],
    };
  }
}

function bitsOf({ credential, size }: StatusList): ReadonlySet<number> | undefined {
  try {
    return readPublished(credential, size).revoked;
  } catch {
    return undefined;
  }
}

async function marksIn(store: Store, { id, kpaId, holders }: StatusList): Promise<Set<number>> {
  const query = { index: 'byStanding', equals: [id, 'revoked'] } as const;
  const found =
    holders === 'awards'
      ? store.awards(kpaId).pickAll(query, ['statusIndex'])
      : store.issuedCredentials(kpaId).pickAll(query, ['statusIndex']);
  const lost = store.lostEntries(kpaId).pickAll(query, ['statusIndex']);
  const marks = new Set<number>();
  for (const some of [found, lost]) {
    for await (const { statusIndex } of some) if (statusIndex !== undefined) marks.add(statusIndex);
  }
  return marks;
}
