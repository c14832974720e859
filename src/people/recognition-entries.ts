/**
 * Whether somebody had a badge lately, and worked since, as a document of each coopérant·e: so those
 * whose work waits are found without reading anybody's badges (docs/adr/0052). It is made of what is
 * stored, whenever that was written, so that whoever writes it last has seen it all.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import { repeatableId } from '../badges/repeatable-id.ts';
import { isOpenToTeam } from '../badges/records/known-to.ts';
import { isHere } from '../badges/records/who-stays.ts';
import { isStaff } from '../badges/roles.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Participations } from '../experiences/fill.ts';
import { dayIn } from '../language/dates.ts';
import {
  type Award,
  createFilling,
  ifRefused,
  type Participation,
  type Person,
  type RecognitionEntry,
  type Store,
  type Stored,
} from '../storage/store.ts';
import { foldedName, listOrder } from './folded-names.ts';

export interface RecognitionServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly definitions: Definitions;
}

/** What a place follows from; undefined for a person who is not there. */
export interface RecognitionFacts {
  readonly person: Person | undefined;
  readonly badge: Award | undefined;
  /** What they took part in, the newest of it first. */
  readonly works: readonly Participation[];
}

/** The collections that a place follows. */
export const RECOGNISED = ['people', 'awards', 'participations'] as const;
const written = z.object({ id: z.string(), kpaId: z.string(), personId: z.string().optional() });

/** « Trois mois », so that the day on which they are over follows from the one on which they began. */
const LATELY_DAYS = 90;
const DAY = 86_400_000;
/** As many as a page tells of. */
const WORKS = 3;
/** People at once. */
const AT_ONCE = 50;

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The first of the days that are « ces trois derniers mois ». */
export const latelyFrom = (now: Date): string => daysAfter(dayIn(now), -LATELY_DAYS);

/** Whose work the team is to recognise: who helps others is not in these lists, nor who has left. */
const isAccompanied = (person: Person): boolean =>
  isHere(person) && person.roles.includes('cooperant') && !isStaff(person);

export function entryFrom(
  { person, badge, works }: RecognitionFacts,
  now: Date,
): RecognitionEntry | undefined {
  if (!person || !isAccompanied(person)) return undefined;
  const badgeOn = badge && dayIn(new Date(badge.issuedAt));
  const since = badgeOn ?? person.joinedOn;
  const { id, kpaId, name, joinedOn } = person;
  const place = { id, kpaId, since, order: listOrder(foldedName(name)) };
  const lately = latelyFrom(now);
  const until = (day: string) => ({ movesOn: daysAfter(day, LATELY_DAYS + 1) });
  if (badgeOn !== undefined && badgeOn >= lately) {
    return { ...place, list: 'recent', ...until(badgeOn) };
  }
  if (joinedOn >= lately) return { ...place, list: 'new', ...until(joinedOn) };
  const workedOn = works[0]?.date;
  if (workedOn !== undefined && workedOn >= lately) {
    return { ...place, list: 'waiting', ...until(workedOn) };
  }
  return { ...place, list: 'quiet' };
}

export async function factsOf(
  services: RecognitionServices,
  kpaId: string,
  id: string,
): Promise<RecognitionFacts> {
  const { store } = services;
  const newest = { index: 'byPerson', equals: [id], order: 'descending', limit: WORKS } as const;
  const [[person], badge, { items: works }] = await Promise.all([
    // Whoever cannot be read has no place; the log says it elsewhere.
    store.people(kpaId).readable.findByIds([id]),
    lastBadge(services, kpaId, id),
    store.participations(kpaId).readable.find(newest),
  ]);
  return { person, badge, works };
}

/**
 * Whatever the person decided of it: whoever sets a badge aside tells nobody here. Those of objective 6
 * are left out, so that a place says nothing of them.
 */
export async function lastBadge(
  { store, definitions }: Pick<RecognitionServices, 'store' | 'definitions'>,
  kpaId: string,
  id: string,
): Promise<Stored<Award> | undefined> {
  const query = { index: 'byPersonStanding', equals: [id, 'valid'], order: 'descending' } as const;
  const counts = (award: Award) => isOpenToTeam(award, definitions);
  const awards = store.awards(kpaId).readable;
  let page = await awards.find({ ...query, limit: 1 });
  while (!page.items.some(counts) && page.next !== undefined) {
    page = await awards.find({ ...query, limit: 1, after: page.next });
  }
  return page.items.find(counts);
}

/** What this version keeps, of those fields that it knows. */
export const isSamePlace = (one: RecognitionEntry, other: RecognitionEntry): boolean =>
  one.list === other.list &&
  one.since === other.since &&
  one.order === other.order &&
  one.movesOn === other.movesOn;

/**
 * After something was written of them. It is made of what is read within the write: of several at once,
 * the last sees what all of them did.
 */
async function followPerson(services: RecognitionServices, kpaId: string, id: string) {
  const entries = services.store.recognitionEntries(kpaId);
  const today = async () => entryFrom(await factsOf(services, kpaId, id), services.clock());
  let entry: RecognitionEntry | undefined;
  const known = await entries.update(id, async (now) => {
    const { movesOn: _, ...rest } = now;
    entry = await today();
    return !entry || isSamePlace(now, entry) ? now : { ...rest, ...entry };
  });
  if (known && !entry) await entries.remove(id);
  if (known) return;
  const first = await today();
  // Somebody else made it meanwhile, and may have seen less.
  if (first && !(await inserted(services.store, first))) await followPerson(services, kpaId, id);
}

const inserted = (store: Store, entry: RecognitionEntry): Promise<boolean> =>
  ifRefused(
    store
      .recognitionEntries(entry.kpaId)
      .insert(entry)
      .then(() => true),
    'DUPLICATE_KEY',
    () => false,
  );

export interface Recognitions {
  /** Resolves once the places of a KPA are there, and those of today. */
  readonly ready: (kpaId: string) => Promise<void>;
  /** Makes sure of every KPA. */
  readonly fillAll: (signal?: AbortSignal) => Promise<void>;
  /** After something was written of a person; never rejects. */
  readonly follow: (kpaId: string, id: string) => Promise<void>;
  /** The same, of a document of one of `RECOGNISED`. */
  readonly followWritten: (document: object) => Promise<void>;
}

interface Services extends RecognitionServices {
  readonly participations: Pick<Participations, 'ofKpa'>;
  readonly log: Pick<Logger, 'error'>;
}

export function createRecognitions(services: Services): Recognitions {
  const { store, clock, participations, log } = services;
  /** What was written of them is written: their place is made anew when it is looked at, or with the next act. */
  const { follow, allBegun } = onePerPerson(async (kpaId, id) => {
    try {
      await followPerson(services, kpaId, id);
    } catch (err) {
      log.error({ err, person: id }, 'Whether somebody had a badge lately could not be kept');
    }
  });

  const filling = createFilling({
    store,
    clock,
    markOf: (kpaId) => repeatableId(`recognitions/${kpaId}`),
    fill: async (kpaId) => {
      await participations.ofKpa(kpaId);
      const all = await store.people(kpaId).pickAll({ index: 'byName' }, []).toArray();
      await inTurns(all, ({ id }) => followPerson(services, kpaId, id));
      return true;
    },
  });

  return {
    ready: async (kpaId) => {
      await Promise.all([filling.ready(kpaId), allBegun(kpaId)]);
      const before = daysAfter(dayIn(clock()), 1);
      const due = store.recognitionEntries(kpaId).pickAll({ index: 'byMove', before }, []);
      await inTurns(await due.toArray(), ({ id }) => follow(kpaId, id));
    },
    fillAll: filling.fillAll,
    follow,
    followWritten: async (document) => {
      const { id, kpaId, personId = id } = written.parse(document);
      await follow(kpaId, personId);
    },
  };
}

async function inTurns<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await Promise.all(all.slice(at, at + AT_ONCE).map(run));
  }
}

interface Lane {
  readonly kpaId: string;
  readonly now: Promise<void>;
  next?: Promise<void>;
}

/** While one is being done, those that come share the next: it reads what all of them wrote. */
function onePerPerson(run: (kpaId: string, id: string) => Promise<void>) {
  const lanes = new Map<string, Lane>();

  async function begin(kpaId: string, id: string): Promise<void> {
    const now = run(kpaId, id);
    const lane: Lane = { kpaId, now };
    lanes.set(id, lane);
    await now;
    if (!lane.next) lanes.delete(id);
  }

  return {
    follow: (kpaId: string, id: string): Promise<void> => {
      const lane = lanes.get(id);
      if (!lane) return begin(kpaId, id);
      lane.next ??= lane.now.then(() => begin(kpaId, id));
      return lane.next;
    },
    /** All that was begun of a KPA. */
    allBegun: async (kpaId: string): Promise<void> => {
      const going = [...lanes.values()].filter((lane) => lane.kpaId === kpaId);
      await Promise.all(going.map(({ now, next }) => next ?? now));
    },
  };
}
