/** Which experience a line is about: one day and one title, and one kind, are one experience. */
import { repeatableId } from '../../../badges/repeatable-id.ts';
import type { Award, Experience, ExperienceKind, Store } from '../../../storage/store.ts';
import { foldedText } from './read-badge.ts';

/** Of one day in one KPA. */
const MOST_OF_DAY = 200;
const AT_ONCE = 25;

export interface Work {
  readonly date: string;
  readonly title: string;
}

export interface KnownWork {
  readonly experience: Experience;
  /** What stands for it already. */
  readonly given: readonly Pick<Award, 'personId' | 'badgeClass' | 'level'>[];
}

export const keyOfWork = ({ date, title }: Work): string => `${date}/${foldedText(title)}`;

/** Under the same id as often as the same list is read, or signed. */
export const idOfWork = (batchId: string, work: Work, kind: ExperienceKind): string =>
  repeatableId(`experience/list/${batchId}/${keyOfWork(work)}/${kind}`);

/** Those of a KPA on a day, of this title. */
export async function findWork(
  { experiences }: Pick<Store, 'experiences'>,
  kpaId: string,
  work: Work,
): Promise<readonly Experience[]> {
  const query = { index: 'byDate', equals: [work.date], limit: MOST_OF_DAY } as const;
  const { items } = await experiences(kpaId).readable.find(query);
  return items.filter((one) => keyOfWork(one) === keyOfWork(work));
}

/** What is recorded of all of these, by `keyOfWork`. */
export async function knowWork(
  store: Store,
  kpaId: string,
  all: readonly Work[],
): Promise<ReadonlyMap<string, readonly KnownWork[]>> {
  const wanted = [...new Map(all.map((one) => [keyOfWork(one), one])).values()];
  const known = new Map<string, readonly KnownWork[]>();
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE);
    const found = await Promise.all(
      some.map(async (work) => {
        const there = await findWork(store, kpaId, work);
        return Promise.all(there.map((experience) => withGiven(store, experience)));
      }),
    );
    some.forEach((work, place) => known.set(keyOfWork(work), found[place] ?? []));
  }
  return known;
}

async function withGiven({ awards }: Store, experience: Experience): Promise<KnownWork> {
  const query = { index: 'byExperienceStanding', equals: [experience.id, 'valid'] } as const;
  const all = await awards(experience.kpaId)
    .pickAll(query, ['personId', 'badgeClass', 'level'])
    .toArray();
  const given = all.map(({ personId = '', badgeClass = '', level }) => ({
    ...{ personId, badgeClass },
    ...(level !== undefined && { level }),
  }));
  return { experience, given };
}
