import { lengthOf } from '../../claims/claim-rows.ts';
import { claimsAbout, sentIn } from '../../claims/claims.ts';
import { soundsIn } from '../../claims/told-in-sound.ts';
import { exhibitView, inOrder } from '../../exhibits/exhibit-views.ts';
import { shownBy } from '../../exhibits/links.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import type { Participations } from '../../experiences/fill.ts';
import type { Exhibit, Experience, Person, ShareLink, Store } from '../../storage/store.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { readersOf } from '../../badges/links/readers-of-words.ts';
import { type PlaceInList, readPart } from '../../web/lists/parts.ts';

interface Services {
  readonly store: Store;
  readonly participations: Participations;
}

/** With more than these, the newest are open, and the others folded. */
const MOST_OPEN = 5;
const OPEN_OF_MANY = 3;

/** A part of what a person took part in, newest first, with what they told of it and who reads that. */
export async function readMyExperiences(
  { store, participations }: Services,
  person: Person,
  openLinks: readonly ShareLink[],
  place?: PlaceInList,
) {
  const { id, kpaId } = person;
  const mine = await participations.ofKpa(kpaId);
  const query = { index: 'byPerson', equals: [id] } as const;
  const [{ items, ...around }, count] = await Promise.all([
    readPart(mine, { ...query, order: 'descending' }, place),
    mine.count(query),
  ]);
  const found = await experiencesOf(store, kpaId, items);
  const ids = found.flatMap(({ own }) => own.exhibits ?? []).map((one) => one.id);
  const works = found.map(({ experience }) => experience.id);
  const [exhibits, claims] = await Promise.all([
    ids.length === 0 ? [] : store.exhibits(kpaId).readable.findByIds(ids),
    claimsAbout(store, person, works),
  ]);
  const [sounds, sent] = [soundsIn(claims, person), sentIn(claims)];
  const shown = found.map(({ experience, own }) => {
    const sound = sounds.get(experience.id);
    return {
      ...describe(experience, own, { openLinks, exhibits, request: sent.get(experience.id) }),
      sound: sound && { claim: sound.claim, length: lengthOf(sound.seconds) },
    };
  });
  return { items: shown, around, count };
}

/** The newest of them, for the page of badges; where there are more, the others have their own page. */
export async function myExperiences(
  services: Services,
  person: Person,
  openLinks: readonly ShareLink[],
) {
  const { items, around, count } = await readMyExperiences(services, person, openLinks);
  const open = items.length > MOST_OPEN ? OPEN_OF_MANY : MOST_OPEN;
  const isMore = around.next !== undefined;
  return {
    experiences: items.slice(0, open),
    earlier: isMore ? [] : items.slice(open),
    ...(isMore && { allExperiences: count }),
  };
}

/** What the person has just told, or taken back; undefined for what they took no part in. */
export async function findTold(
  { store }: Services,
  person: Person,
  openLinks: readonly ShareLink[],
  experienceId: string,
) {
  const experience = await store.experiences(person.kpaId).findById(experienceId);
  const own = experience?.participants.find(({ personId }) => personId === person.id);
  const sent = sentIn(await claimsAbout(store, person, [experienceId]));
  return (
    experience && own && describe(experience, own, { openLinks, request: sent.get(experienceId) })
  );
}

interface Around {
  readonly openLinks: readonly ShareLink[];
  readonly exhibits?: readonly Exhibit[];
  readonly request: string | undefined;
}

function describe(
  { id, title, date, kind }: Experience,
  own: Experience['participants'][number],
  { openLinks, exhibits = [], request }: Around,
) {
  const readers = readersOf(id, own, openLinks, request);
  const kindLabel = EXPERIENCE_LABELS[kind];
  return { id, title, date, kindLabel, words: own.words, readers, exhibits: ofOwn(own, exhibits) };
}

function ofOwn(own: Experience['participants'][number], all: readonly Exhibit[]) {
  const shown = shownBy(own);
  const ids = (own.exhibits ?? []).map(({ id }) => id);
  return inOrder(ids, all).map((one) => ({
    ...exhibitView(one, '/preuves'),
    shown: shown.includes(one.id),
  }));
}
