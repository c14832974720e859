/** Ways in and out of a record that was merged: shares, where somebody is signed in, cards, devices, accounts. */
import { cardsOf, isOpenCard, stopOneCard } from '../../people/cards-of.ts';
import { accountsOf } from '../../people/accounts-of.ts';
import type { Person, Store } from '../../storage/store.ts';
import { closeConnections, closeOf } from '../../web/connections/connections.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** The same addresses, and the same things behind them: whoever has one goes on reading it. */
export async function moveShares({ store }: Services, gone: Person, stays: Person): Promise<void> {
  const query = { index: 'byPerson', equals: [gone.kpaId, gone.id] } as const;
  for (const { id } of await store.shareLinks.pickAll(query, []).toArray()) {
    await store.shareLinks.update(id, (now) =>
      now.personId === gone.id ? { ...now, personId: stays.id } : now,
    );
  }
}

/** Nobody gains a right without showing who they are: where the two differed, they sign in again. */
export async function moveSessions(services: Services, gone: Person, stays: Person): Promise<void> {
  const { store } = services;
  if (gone.merging?.endsSessions === true) {
    await closeConnections(services, gone);
    await closeEarlier(services, stays, gone.mergedAt ?? '');
    return;
  }
  const query = { index: 'byPerson', equals: [gone.kpaId, gone.id] } as const;
  for (const { id } of await store.sessions.pickAll(query, []).toArray()) {
    await store.sessions.update(id, (now) => ({ ...now, personId: stays.id }));
  }
}

async function closeEarlier({ store }: Services, { id, kpaId }: Person, at: string) {
  const query = { index: 'byPerson', equals: [kpaId, id] } as const;
  for (const session of await store.sessions.all(query).toArray()) {
    if (session.createdAt <= at) await store.sessions.remove(session.id);
  }
}

/** One card goes on counting: the one that was chosen, or the only one. Its code and secret code stay. */
export async function moveCards(
  { store, clock }: Services,
  gone: Person,
  stays: Person,
): Promise<void> {
  const [theirs, mine] = await Promise.all([cardsOf(store, gone), cardsOf(store, stays)]);
  const isBoth = theirs.some(isOpenCard) && mine.some(isOpenCard);
  const others = gone.merging?.takesCard === true ? mine : theirs;
  for (const { id } of isBoth ? others : []) await stopOneCard(store, id, clock());
  // Cut short after this, it is done again; what a card opened does not say which one it was.
  const isStopped = isBoth || others.some((card) => !isOpenCard(card));
  if (isStopped && theirs.length > 0) {
    await Promise.all([gone, stays].map((person) => closeOf({ store }, person, 'card')));
  }
  for (const { id } of theirs) {
    await store.cards.update(id, (now) => ({ ...now, personId: stays.id }));
  }
}

/** Both open, those of before more rights excepted (ways-in.ts); each is as the device or the provider knows it. */
export async function moveKeys({ store }: Services, gone: Person, stays: Person): Promise<void> {
  const moved = <T extends object>(now: T) => ({ ...now, personId: stays.id });
  const query = { index: 'byPerson', equals: [gone.kpaId, gone.id] } as const;
  for (const { id } of await store.passkeys.pickAll(query, []).toArray()) {
    await store.passkeys.update(id, moved);
  }
  for (const { id } of await accountsOf(store, gone)) await store.linkedAccounts.update(id, moved);
}
