/** What is told of a badge ends with what becomes of it. */
import { findPerson } from '../badges/records/who-stays.ts';
import type { Award, Notice, Person, Store, Stored } from '../storage/store.ts';
import { type NewsServices, tell } from './tell.ts';

type Services = Pick<NewsServices, 'clock'> & { readonly store: Pick<Store, 'notices'> };

/** Of whom it is about: they have read it on their page, or there is nothing to read any more. */
export async function endWaiting(
  { store, clock }: Services,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  const notices = store.notices(kpaId);
  const endedAt = clock().toISOString();
  for (const { id: one, state } of await noticesOf(store, { id, kpaId })) {
    if (state !== 'waiting') continue;
    await notices.update(one, (now) =>
      now.state === 'waiting' ? { ...now, state: 'over', endedAt } : now,
    );
  }
}

/** After badges were taken back. Who was never told of one is told nothing. */
export async function tellTakenBack(
  services: NewsServices & { readonly store: Pick<Store, 'awards'> },
  kpaId: string,
  awardIds: readonly string[],
  by: Pick<Person, 'id'> | undefined,
): Promise<void> {
  const { store } = services;
  for (const award of await store.awards(kpaId).readable.findByIds(awardIds)) {
    if (award.erasedAt !== undefined) continue;
    const isKnown = award.state !== 'offered' || wasTold(await noticesOf(store, award));
    await endWaiting(services, award);
    const person = isKnown ? await findPerson(store, kpaId, award.personId) : undefined;
    const act = award.state === 'offered' ? 'badge-cancelled' : 'badge-taken-back';
    if (person) await tell(services, person, { act, award, by });
  }
}

/** Also of one from before there were notices. */
function wasTold(all: readonly Notice[]): boolean {
  const given = all.filter(({ act }) => act === 'badge-given');
  return given.length === 0 || given.some(({ state }) => state === 'told');
}

/** A few at most: what happened to it. */
const noticesOf = (
  { notices }: Pick<Store, 'notices'>,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<readonly Stored<Notice>[]> =>
  notices(kpaId)
    .readable.find({ index: 'byAbout', equals: [id], limit: 100 })
    .then(({ items }) => items);

/** Of somebody who is erased. */
export async function removeNotices(
  { notices }: Pick<Store, 'notices'>,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
): Promise<void> {
  const theirs = { index: 'byPersonState', equals: [id] } as const;
  for (const { id: one } of await notices(kpaId).pickAll(theirs, []).toArray()) {
    await notices(kpaId).remove(one);
  }
}
