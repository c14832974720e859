/** The badges that somebody of the team began to write down: the newest few. */
import type { AwardDraft, Store } from '../../storage/store.ts';

export interface BegunDraft {
  readonly experienceId: string;
  readonly title: string;
  /** Of who began; nobody’s, once they are erased. */
  readonly name: string | undefined;
  readonly at: string;
}

const SHOWN = 3;
/** Some are signed since: they are kept, and say nothing. However many they are, it is read on a while. */
const LOOKED_AT = 50;
const MOST_LOOKS = 10;

export async function readDrafts(
  store: Pick<Store, 'awardDrafts' | 'experiences' | 'people'>,
  kpaId: string,
): Promise<readonly BegunDraft[]> {
  const begun = await newestBegun(store, kpaId);
  const [experiences, people] = await Promise.all([
    store.experiences(kpaId).readable.findByIds(begun.map(({ id }) => id)),
    store.people(kpaId).readable.findByIds(begun.map(({ startedBy }) => startedBy)),
  ]);
  return begun.flatMap(({ id, startedBy, changedAt: at }) => {
    const title = experiences.find((one) => one.id === id)?.title;
    const name = people.find((one) => one.id === startedBy)?.name;
    return title === undefined ? [] : [{ experienceId: id, title, name, at }];
  });
}

async function newestBegun(
  { awardDrafts }: Pick<Store, 'awardDrafts'>,
  kpaId: string,
): Promise<readonly AwardDraft[]> {
  const newest = { index: 'byChange', order: 'descending', limit: LOOKED_AT } as const;
  const begun: AwardDraft[] = [];
  let paging = {};
  for (let looks = 0; looks < MOST_LOOKS && begun.length < SHOWN; looks += 1) {
    const { items, next: after } = await awardDrafts(kpaId).readable.find({ ...newest, ...paging });
    begun.push(...items.filter(({ choices }) => choices.length > 0));
    if (after === undefined) break;
    paging = { after };
  }
  return begun.slice(0, SHOWN);
}
