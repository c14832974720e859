/** What two records of one person have, before they are merged: what moves, and what keeps them apart. */
import type { Participations } from '../../experiences/fill.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { cardsOf, isOpenCard } from '../../people/cards-of.ts';
import { slotFor } from '../../awards/award-slot.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import {
  type Award,
  type Card,
  MOST_FORMER_NAMES,
  MOST_RECORDS,
  type Person,
  type Store,
} from '../../storage/store.ts';
import type { Pair } from './pair.ts';

export interface PairServices {
  readonly store: Store;
  readonly participations: Participations;
}

export interface Holdings {
  readonly awards: readonly Award[];
  readonly experiences: number;
  readonly shares: number;
  readonly sessions: number;
  /** The one that opens something. */
  readonly card: Card | undefined;
}

/** `mayKnow`: of which badges whoever asks may know (docs/adr/0049). */
export async function readHoldings(
  { store, participations }: PairServices,
  person: Person,
  mayKnow: (award: Award) => boolean,
): Promise<Holdings> {
  const { id, kpaId } = person;
  const mine = await participations.ofKpa(kpaId);
  const [awards, experiences, shares, sessions, cards] = await Promise.all([
    store
      .awards(kpaId)
      .readable.all({ index: 'byPerson', equals: [id] })
      .toArray(),
    mine.count({ index: 'byPerson', equals: [id] }),
    store.shareLinks.count({ index: 'byPerson', equals: [kpaId, id] }),
    store.sessions.count({ index: 'byPerson', equals: [kpaId, id] }),
    cardsOf(store, person),
  ]);
  const known = awards.filter(mayKnow);
  return { awards: known, experiences, shares, sessions, card: cards.find(isOpenCard) };
}

/** Badges that both have for the same work: both stay. */
export function countDoubles(stays: Person, of: Holdings, others: Holdings): number {
  const slots = new Set(standing(of).flatMap((award) => slotUnder(stays, award)));
  return standing(others)
    .flatMap((award) => slotUnder(stays, award))
    .filter((one) => slots.has(one)).length;
}

const standing = ({ awards }: Holdings) => awards.filter((one) => one.standing === 'valid');

const slotUnder = ({ id: personId }: Person, award: Award): readonly string[] =>
  award.experienceId === undefined
    ? []
    : [slotFor({ ...award, personId, experienceId: award.experienceId })];

/** Why they cannot be merged, as long as that is so. `by`: who asks. */
export async function whyNotMerge(
  services: PairServices,
  { stays, goes }: Pair,
): Promise<Message | undefined> {
  const names = new Set(
    [stays, goes].flatMap(({ name, formerNames = [] }) => [name, ...formerNames]),
  );
  const records = [stays, goes].flatMap(({ mergedFrom = [] }) => mergedFrom);
  if (names.size > MOST_FORMER_NAMES || records.length >= MOST_RECORDS) {
    return say('merge.too-many');
  }
  const [mine, theirs] = await Promise.all([stays, goes].map((one) => awardsOf(services, one)));
  if (isSignedBy(mine ?? [], goes) || isSignedBy(theirs ?? [], stays)) return say('merge.signed');
  return bothTold(services, { stays, goes });
}

const awardsOf = ({ store }: PairServices, { id, kpaId }: Person) =>
  store
    .awards(kpaId)
    .readable.all({ index: 'byPersonStanding', equals: [id, 'valid'] })
    .toArray();

/** Nobody recognises their own work. */
const isSignedBy = (awards: readonly Award[], person: Person): boolean =>
  awards.some(
    ({ awardedBy, endorsements = [] }) =>
      isOf(person, awardedBy.personId) || endorsements.some(({ by }) => isOf(person, by.personId)),
  );

const READ_AT_ONCE = 100;

/** Two texts on one experience: which of them stays, the person alone may say (docs/adr/0022). */
async function bothTold(
  { store, participations }: PairServices,
  { stays, goes }: Pair,
): Promise<Message | undefined> {
  const all = await participations.ofKpa(stays.kpaId);
  const toldBy = ({ id }: Person) =>
    all.readable.all({ index: 'byPersonTold', equals: [id] }).toArray();
  const [mine, theirs] = await Promise.all([toldBy(stays), toldBy(goes)]);
  const known = new Set(mine.map(({ experienceId }) => experienceId));
  const shared = theirs.map((one) => one.experienceId).filter((id) => known.has(id));
  for (let from = 0; from < shared.length; from += READ_AT_ONCE) {
    const ids = shared.slice(from, from + READ_AT_ONCE);
    const experiences = await store.experiences(stays.kpaId).readable.findByIds(ids);
    // Told in a sound, it has one text at most.
    const both = experiences.find(
      ({ participants }) =>
        participants.filter(
          ({ personId, words }) =>
            words !== undefined && (personId === stays.id || personId === goes.id),
        ).length === 2,
    );
    if (both) return say('merge.both-told', { title: typed(both.title) });
  }
  return undefined;
}
