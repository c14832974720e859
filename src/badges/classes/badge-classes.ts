/**
 * Badge classes of the store beside those of the files (docs/adr/0044). A published version never
 * changes: what was read once is right for ever, and only what is missing is looked for. Lists are
 * compared with the store each time they are asked for: what another process published is in them.
 */
import { LRUCache } from 'lru-cache';
import { type Definitions, joinClasses, type OwnClass } from '../../definitions/definitions.ts';
import { type Identified, isFault, type Store } from '../../storage/store.ts';
import { NETWORK_ID } from './owners.ts';
import { createKnownClasses } from './known-classes.ts';

/** A class of somebody, in its newest version. */
export interface OwnedClass {
  readonly newest: OwnClass;
  /** Not proposed for new badges. */
  readonly isPaused: boolean;
}

export interface BadgeClasses {
  /** Of everybody: finds each that was met. Its lists are those of the files. */
  readonly definitions: Definitions;
  /** As a KPA gives badges: those of the files and of the network, and its own. */
  of(kpaId: string): Promise<Definitions>;
  /** As all KPAs give them: while the storage is away, as they were last, or those of the files. */
  shared(): Promise<Definitions>;
  /** The same of a KPA, and those that it gave: what is paused is not given again. */
  everGivenIn(kpaId: string): Promise<Definitions>;
  /** All that a KPA, or the network, has published. */
  ownedBy(ownerId: string): Promise<readonly OwnedClass[]>;
  /** The classes of these awards are found from here on. */
  bring(awards: readonly Identified[]): Promise<void>;
  /** The same for all versions of one, also if a newer one came since. */
  readAgain(slug: string): Promise<void>;
}

interface Services {
  readonly store: Pick<Store, 'publishedClasses' | 'pausedClasses'>;
  /** Of the files. */
  readonly definitions: Definitions;
}

/** Owners whose lists are kept. */
const MOST_KEPT = 500;

interface Listed {
  readonly versions: string;
  readonly classes: readonly OwnedClass[];
}

interface Views {
  readonly versions: string;
  readonly proposed: Definitions;
  readonly all: Definitions;
}

export function createBadgeClasses({ store, definitions: base }: Services): BadgeClasses {
  const known = createKnownClasses(store);
  const lists = new LRUCache<string, Listed>({ max: MOST_KEPT });
  const views = new LRUCache<string, Views>({ max: MOST_KEPT });

  async function listOf(ownerId: string): Promise<Listed> {
    const published = store.publishedClasses(ownerId);
    const paused = store.pausedClasses(ownerId);
    // Before the documents: what comes in between is another version at the next time.
    const versions = (
      await Promise.all([
        published.versions({ index: 'byClass' }),
        paused.versions({ index: 'bySlug' }),
      ])
    ).join('\n\n');
    const before = lists.get(ownerId);
    if (before?.versions === versions) return before;
    const [all, put] = await Promise.all([
      published.readable.all({ index: 'byClass' }).toArray(),
      paused.readable.all({ index: 'bySlug' }).toArray(),
    ]);
    const newest = new Map(all.map(known.add).map((one) => [one.slug, one]));
    const isPaused = new Set(put.map(({ slug }) => slug));
    const classes = [...newest.values()].map((one) => ({
      newest: one,
      isPaused: isPaused.has(one.slug),
    }));
    const listed = { versions, classes };
    lists.set(ownerId, listed);
    return listed;
  }

  async function viewsOf(kpaId: string): Promise<Views> {
    const owners = [...new Set([NETWORK_ID, kpaId])];
    const listed = await Promise.all(owners.map(listOf));
    const versions = listed.map((one) => one.versions).join('\n\n\n');
    const before = views.get(kpaId);
    if (before?.versions === versions) return before;
    const classes = listed.flatMap((one) => one.classes);
    const viewOf = (some: readonly OwnedClass[]) =>
      joinClasses(base, { listed: some.map(({ newest }) => newest), find: known.find });
    const proposed = viewOf(classes.filter(({ isPaused }) => !isPaused));
    const made = { versions, proposed, all: viewOf(classes) };
    views.set(kpaId, made);
    return made;
  }

  const everybodys = joinClasses(base, { listed: [], find: known.find });

  /** The catalogue needs no storage for what is in the files. */
  async function shared(): Promise<Definitions> {
    try {
      return (await viewsOf(NETWORK_ID)).proposed;
    } catch (error) {
      if (!isFault(error)) throw error;
      return views.get(NETWORK_ID)?.proposed ?? everybodys;
    }
  }

  return {
    definitions: everybodys,
    shared,
    of: async (kpaId) => (await viewsOf(kpaId)).proposed,
    everGivenIn: async (kpaId) => (await viewsOf(kpaId)).all,
    ownedBy: async (ownerId) => (await listOf(ownerId)).classes,
    bring: (awards) => known.bring(awards.flatMap(namedIn)),
    readAgain: known.readAgain,
  };
}

function namedIn(document: Identified) {
  if (!('badgeClass' in document) || typeof document.badgeClass !== 'string') return [];
  if (!('badgeVersion' in document) || typeof document.badgeVersion !== 'number') return [];
  return [{ badgeClass: document.badgeClass, badgeVersion: document.badgeVersion }];
}
