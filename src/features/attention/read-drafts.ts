/** The badges that somebody of the team began to write down: the newest few. */
import type { Store } from '../../storage/store.ts';

export interface BegunDraft {
  readonly experienceId: string;
  readonly title: string;
  /** Of who began; nobody’s, once they are erased. */
  readonly name: string | undefined;
  readonly at: string;
}

const SHOWN = 3;
/** Some are signed since: they are kept, and say nothing. */
const LOOKED_AT = 50;

export async function readDrafts(
  store: Pick<Store, 'awardDrafts' | 'experiences' | 'people'>,
  kpaId: string,
): Promise<readonly BegunDraft[]> {
  const newest = { index: 'byChange', order: 'descending', limit: LOOKED_AT } as const;
  const { items } = await store.awardDrafts(kpaId).readable.find(newest);
  const begun = items.filter(({ choices }) => choices.length > 0).slice(0, SHOWN);
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
