/** Whose work had no badge for three months, the longest wait first: on a page of its own, or the first of them. */
import { presentAward } from '../badges/present-award.ts';
import { experiencesOf } from '../experiences/participations.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Kpa, RecognitionEntry, Stored } from '../storage/store.ts';
import { PART, type PlaceInList, readPart } from '../web/lists/parts.ts';
import {
  entryFrom,
  factsOf,
  isSamePlace,
  latelyFrom,
  type RecognitionFacts,
  type RecognitionServices,
  type Recognitions,
} from './recognition-entries.ts';

export interface WaitingServices extends RecognitionServices {
  readonly recognitions: Pick<Recognitions, 'ready' | 'follow'>;
}

/** Each time, those are put right that a version from before wrote of. */
const MOST_READINGS = 5;

type Waiting = NonNullable<Awaited<ReturnType<typeof describe>>>;

/** `definitions`: in the language of the page. */
export async function readWaiting(
  services: WaitingServices,
  definitions: Definitions,
  kpa: Kpa,
  place?: PlaceInList,
  limit = PART,
) {
  const entries = services.store.recognitionEntries(kpa.id);
  for (let readings = 1; ; readings += 1) {
    const query = { index: 'byWait', equals: ['waiting'] } as const;
    const { items, ...around } = await readPart(entries, query, place, limit);
    const all = await Promise.all(items.map((entry) => factsNow(services, kpa.id, entry)));
    const stale = all.filter(({ isStale }) => isStale);
    await Promise.all(stale.map(({ entry }) => services.recognitions.follow(kpa.id, entry.id)));
    if (stale.length > 0 && readings < MOST_READINGS) continue;
    const fresh = all.filter(({ isStale }) => !isStale);
    const people = await Promise.all(
      fresh.map((facts) => describe(services, definitions, kpa, facts)),
    );
    return { people: people.flatMap((one) => one ?? []), around };
  }
}

async function factsNow(services: WaitingServices, kpaId: string, entry: Stored<RecognitionEntry>) {
  const facts = await factsOf(services, kpaId, entry.id);
  const now = entryFrom(facts, services.clock());
  return { ...facts, entry, isStale: !now || !isSamePlace(now, entry) };
}

async function describe(
  { store, clock }: WaitingServices,
  definitions: Definitions,
  kpa: Kpa,
  { entry, person, badge, works }: RecognitionFacts & { readonly entry: RecognitionEntry },
) {
  if (!person) return undefined;
  const { id, name, joinedOn } = person;
  const lately = latelyFrom(clock());
  const since = works.filter(({ date }) => date >= lately);
  const found = (await experiencesOf(store, kpa.id, since)).map(({ experience }) => experience);
  const [newest] = found;
  return {
    ...{ id, name, joinedOn },
    works: found.map(({ title, date }) => ({ title, date })),
    ...(badge && { badge: { ...presentAward(badge, kpa, definitions).badge, on: entry.since } }),
    // Where it is recognised.
    ...(newest && { href: `/experiences/${newest.id}/reconnaitre?people=${id}` }),
  };
}

const FIRST = 3;

/** The first three, and whether there are more: for a page that shows other things besides. */
export async function firstWaiting(
  services: WaitingServices,
  definitions: Definitions,
  kpa: Kpa,
): Promise<{ readonly people: readonly Waiting[]; readonly more: boolean }> {
  await services.recognitions.ready(kpa.id);
  const { people, around } = await readWaiting(services, definitions, kpa, undefined, FIRST);
  return { people, more: around.next !== undefined };
}
