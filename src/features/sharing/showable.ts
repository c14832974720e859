/** What a person can show through a share: badges that they accepted and that stand, and what they told. */
import type { Participations } from '../../experiences/fill.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import type { Award, Participation, Person, Store } from '../../storage/store.ts';
import { type Choices, readChoices } from '../../web/lists/choices.ts';
import { keptOf, readPart } from '../../web/lists/parts.ts';

interface Services {
  readonly store: Store;
  readonly participations: Participations;
}

export interface ToldExperience {
  /** Of the experience. */
  readonly id: string;
  readonly title: string;
  readonly words: string;
}

/** Of these ids, newest first. */
export async function showableAwards(
  { store }: Services,
  { id, kpaId }: Person,
  ids: readonly string[],
): Promise<readonly Award[]> {
  const found = await store.awards(kpaId).readable.findByIds(ids);
  return found
    .filter(
      ({ personId, state, standing }) =>
        personId === id && state === 'accepted' && standing === 'valid',
    )
    .toSorted((a, b) => b.issuedAt.localeCompare(a.issuedAt));
}

/** Of these ids. */
export async function showableExperiences(
  { store }: Services,
  { id: personId, kpaId }: Person,
  ids: readonly string[],
): Promise<readonly ToldExperience[]> {
  const found = await store.experiences(kpaId).readable.findByIds(ids);
  return found.flatMap(({ id, title, participants }) => {
    const words = participants.find((one) => one.personId === personId)?.words;
    return words === undefined ? [] : [{ id, title, words }];
  });
}

/** A part of each, and what is ticked. */
export async function readShowable(
  services: Services,
  person: Person,
  given: unknown,
): Promise<Showable> {
  const { store } = services;
  const { id, kpaId } = person;
  const accepted = [id, 'valid', 'accepted'] as const;
  const newest = { index: 'byPersonState', equals: accepted, order: 'descending' } as const;
  // What was told in a sound alone is of that index, too: it has no words to show.
  const mine = keptOf(await services.participations.ofKpa(kpaId), async (some) => {
    const written = new Set((await tellOf(services, kpaId, some)).map((one) => one.id));
    return some.filter(({ experienceId }) => written.has(experienceId));
  });
  const told = { index: 'byPersonTold', equals: [id], order: 'descending' } as const;
  const [awards, experiences] = await Promise.all([
    readChoices<Award>({
      list: 'awards',
      given,
      read: (place) => readPart(store.awards(kpaId), newest, place),
      ticked: (ids) => showableAwards(services, person, ids),
    }),
    readChoices<ToldExperience>({
      list: 'experiences',
      given,
      async read(place) {
        const { items, ...around } = await readPart(mine, told, place);
        return { items: await tellOf(services, kpaId, items), ...around };
      },
      ticked: (ids) => showableExperiences(services, person, ids),
    }),
  ]);
  return { awards, experiences };
}

export interface Showable {
  readonly awards: Choices<Award>;
  readonly experiences: Choices<ToldExperience>;
}

async function tellOf({ store }: Services, kpaId: string, some: readonly Participation[]) {
  const found = await experiencesOf(store, kpaId, some);
  return found.flatMap(({ experience: { id, title }, own: { words } }): ToldExperience[] =>
    words === undefined ? [] : [{ id, title, words }],
  );
}
