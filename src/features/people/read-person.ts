/** What the page of a person shows of them: a part of their badges, and of what they took part in. */
import type { Definitions } from '../../definitions/definitions.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import type { Participations } from '../../experiences/fill.ts';
import type { Person, Store } from '../../storage/store.ts';
import { mayConfirm } from '../../badges/co-signature.ts';
import { isOpenToTeam, knownTo } from '../../badges/records/known-to.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { presentAward } from '../../badges/present-award.ts';
import { keptOf, type PlaceInList, readPart } from '../../web/lists/parts.ts';
import type { Visitor } from '../../web/sessions.ts';

interface Services {
  readonly store: Store;
  readonly participations: Participations;
  readonly clock: () => Date;
}

/** `definitions`: in the language of the page. */
export async function readBadges(
  { store, clock }: Services,
  definitions: Definitions,
  { kpa, person: by }: Visitor,
  { id }: Person,
  place: PlaceInList | undefined,
) {
  const awards = store.awards(kpa.id);
  const newestFirst = { index: 'byPerson', equals: [id], order: 'descending' } as const;
  const known = keptOf(awards, (all) => all.filter(knownTo(by, definitions)));
  const { items, ...around } = await readPart(known, newestFirst, place);
  const shown = items.map((award) => ({
    ...presentAward(award, kpa, definitions),
    canConfirm: mayConfirm(award, definitions, by, clock()),
  }));
  // One alone is taken back from its own page.
  const standing = items.filter((award) => award.standing === 'valid').length;
  const isLong = around.next !== undefined || around.previous !== undefined;
  return { items: shown, around, severalStand: standing > 1 || isLong };
}

/** Newest first; whether one of them gave this person a badge. */
export async function readExperiences(
  { store, participations }: Services,
  definitions: Definitions,
  { id: personId, kpaId }: Person,
  place: PlaceInList | undefined,
) {
  const mine = await participations.ofKpa(kpaId);
  const query = { index: 'byPerson', equals: [personId] } as const;
  const [{ items, ...around }, count] = await Promise.all([
    readPart(mine, { ...query, order: 'descending' }, place),
    mine.count(query),
  ]);
  const awards = store.awards(kpaId);
  const badgesFor = async ({ experienceId }: { readonly experienceId: string }) => {
    const query = { index: 'byPersonExperience', equals: [personId, experienceId] } as const;
    const { items: given } = await awards.pick(query, ['badgeClass']);
    return given.filter((award) => isOpenToTeam(award, definitions)).length;
  };
  const [experiences, badges] = await Promise.all([
    experiencesOf(store, kpaId, items),
    Promise.all(items.map(badgesFor)),
  ]);
  const recognised = new Set(
    items.filter((_, at) => badges[at] !== 0).map(({ experienceId }) => experienceId),
  );
  const shown = experiences.map(({ experience: { id, title, date, kind } }) => {
    const kindLabel = EXPERIENCE_LABELS[kind];
    return { id, title, date, kindLabel, recognised: recognised.has(id) };
  });
  return { items: shown, around, count };
}
