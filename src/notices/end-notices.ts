/** What is told of a badge ends with what becomes of it. */
import { isOpenToTeam } from '../badges/records/known-to.ts';
import { findPerson, isOf, recordsOf } from '../badges/records/who-stays.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Award, Notice, Person, Store, Stored } from '../storage/store.ts';
import { noticesFor } from './give-on-paper.ts';
import { type NewsServices, noticeId, tell } from './tell.ts';

type Services = Pick<NewsServices, 'clock'> & { readonly store: Pick<Store, 'notices'> };

/** However many tell of them, and read them, at once: what is done beside an act refuses none. */
const MOST_TRIES = 1_000;

/** Of whom it is about: they have read it on their page, or there is nothing to read any more. */
export async function endOpen(
  { store, clock }: Services,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  await end({ store, clock }, await noticesOf(store, { id, kpaId }));
}

async function end({ store, clock }: Services, all: readonly Notice[]): Promise<void> {
  const endedAt = clock().toISOString();
  for (const { id, kpaId, state } of all) {
    if (!isOpen(state)) continue;
    await store
      .notices(kpaId)
      .update(
        id,
        (now) => (isOpen(now.state) ? { ...now, state: 'over', endedAt } : now),
        MOST_TRIES,
      );
  }
}

/**
 * Of those that wait, what is still to be told when the letter is written: the badge is as it was. What ended
 * it may have died before it said so here.
 */
export async function stillNews(
  services: Services & { readonly store: Pick<Store, 'awards' | 'shareLinks'> },
  kpaId: string,
  all: readonly Stored<Notice>[],
): Promise<readonly Stored<Notice>[]> {
  const waiting = all.filter(({ state }) => state === 'waiting');
  const ids = waiting.map(({ about }) => about);
  const [awards, shares] = await Promise.all([
    services.store.awards(kpaId).readable.findByIds(ids),
    services.store.shareLinks.findByIds(ids),
  ]);
  const isOver = ({ act, about }: Notice) => {
    if (act === 'share-made') {
      return shares.every(({ id, withdrawnAt }) => id !== about || withdrawnAt !== undefined);
    }
    const award = awards.find(({ id }) => id === about);
    if (!award || act === 'badge-taken-back' || act === 'badge-cancelled') return false;
    return award.standing !== 'valid' || (act === 'badge-given' && award.state !== 'offered');
  };
  await end(services, waiting.filter(isOver));
  return waiting.filter((notice) => !isOver(notice));
}

const OPEN = ['waiting', 'lost'] as const;

/** The one of this `which` (tell.ts): it was answered, or is asked no more. */
export async function endAsked(
  { store, clock }: Services,
  award: Pick<Award, 'id' | 'kpaId'>,
  { act, which }: { readonly act: Notice['act']; readonly which: string },
): Promise<void> {
  const endedAt = clock().toISOString();
  await store
    .notices(award.kpaId)
    .update(noticeId({ act, award, which }), (now) =>
      isOpen(now.state) ? { ...now, state: 'over', endedAt } : now,
    );
}

const isOpen = (state: Notice['state']): boolean => state === 'waiting' || state === 'lost';

type Whose = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;

/**
 * Somebody reads their own page: on a sheet they would read the same. A letter leaves all the same; of what is
 * taken back before it does, they are told.
 */
export async function endRead(services: Services, person: Whose): Promise<void> {
  const notices = services.store.notices(person.kpaId);
  for (const state of OPEN) {
    for (const id of recordsOf(person)) {
      const theirs = { index: 'byPersonState', equals: [id, state] } as const;
      const { items } = await notices.readable.find({ ...theirs, limit: AT_ONCE });
      for (const one of items) {
        if (one.seen !== undefined) continue;
        await notices.update(one.id, (now) => ({ ...now, seen: true }), MOST_TRIES);
      }
    }
  }
  await end(services, await noticesFor(services.store, person, undefined));
}

/** Who left comes by no more: nobody is to give them a sheet, and no letter leaves. */
export async function endOfWhoLeft(services: Services, person: Whose): Promise<void> {
  for (const state of OPEN) {
    for (const id of recordsOf(person)) {
      const theirs = { index: 'byPersonState', equals: [id, state] } as const;
      const notices = services.store.notices(person.kpaId).readable;
      await end(services, await notices.all(theirs).toArray());
    }
  }
}

/** What of the team they alone knew of (of objective 6), nobody can give any more: it stands on a page. */
export async function endKnownToWhoLeft(services: Services, person: Whose): Promise<void> {
  const notices = services.store.notices(person.kpaId).readable;
  for (const [state, way] of [
    ['waiting', 'sheet'],
    ['lost', 'letter'],
  ] as const) {
    for await (const one of notices.all({ index: 'byState', equals: [state, way] })) {
      if (one.personal === true && isOf(person, one.by)) await end(services, [one]);
    }
  }
}

export interface TakenBackServices extends NewsServices {
  readonly store: Pick<Store, 'awards' | 'notices' | 'people'>;
  readonly definitions: Definitions;
}

/** After badges were taken back. Who was never told of one is told nothing. */
export async function tellTakenBack(
  services: TakenBackServices,
  kpaId: string,
  awardIds: readonly string[],
  by: Pick<Person, 'id'> | undefined,
): Promise<void> {
  for (let at = 0; at < awardIds.length; at += AT_ONCE) {
    await tellSome(services, kpaId, awardIds.slice(at, at + AT_ONCE), by);
  }
}

const AT_ONCE = 100;

/** Taken back lately: what was told longer ago is known, and its notice gone. */
const isLate = ({ revocation }: Award, now: Date): boolean =>
  revocation !== undefined && Date.parse(revocation.at) > now.getTime() - TOLD_DAYS * 86_400_000;

const TOLD_DAYS = 30;

async function tellSome(
  services: TakenBackServices,
  kpaId: string,
  awardIds: readonly string[],
  by: Pick<Person, 'id'> | undefined,
): Promise<void> {
  const { store, definitions } = services;
  for (const award of await store.awards(kpaId).readable.findByIds(awardIds)) {
    if (award.erasedAt !== undefined || !isLate(award, services.clock())) continue;
    const isKnown = award.state !== 'offered' || wasTold(await noticesOf(store, award));
    await endOpen(services, award);
    const person = isKnown ? await findPerson(store, kpaId, award.personId) : undefined;
    const act = award.state === 'offered' ? 'badge-cancelled' : 'badge-taken-back';
    const personal = !isOpenToTeam(award, definitions);
    if (person) await tell(services, person, { act, award, by, personal });
  }
}

/** Also of one from before there were notices. */
function wasTold(all: readonly Notice[]): boolean {
  const given = all.filter(({ act }) => act === 'badge-given');
  return given.length === 0 || given.some(({ state, seen }) => state === 'told' || seen === true);
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
