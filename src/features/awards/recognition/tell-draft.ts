/** Who wrote what of a draft: each knows whose words they are about to sign. */
import { isOf } from '../../../badges/records/who-stays.ts';
import type { AwardDraft, Person, Store } from '../../../storage/store.ts';
import type { Typed } from '../../../web/forms.ts';
import type { Scene } from './read-scene.ts';
import { saidOf } from './shared-draft.ts';

type People = Pick<Store, 'people'>;

/** For the page on which one comes to it. `name`: of who began; nobody’s, once they are erased. */
export async function tellDraft(
  store: People,
  { startedBy, changedAt }: AwardDraft,
  reader: Person,
) {
  const by = await store.people(reader.kpaId).findById(startedBy);
  return { name: by?.name, at: changedAt, isMine: isOf(reader, startedBy) };
}

interface Card {
  readonly scene: Scene;
  /** As the form has it. */
  readonly values: Typed;
}

/** A colleague whose words stand on a card. */
export interface DraftWriter {
  /** Nobody’s, once they are erased. */
  readonly name: string | undefined;
}

/** By the ids of those spoken of. */
export async function writersOf(
  store: People,
  { choices }: AwardDraft,
  { scene: { candidates, visitor }, values }: Card,
): Promise<ReadonlyMap<string, DraftWriter>> {
  const theirs = candidates.flatMap((person) => {
    const choice = choices.findLast(({ personId }) => isOf(person, personId));
    if (choice?.by === undefined || isOf(visitor.person, choice.by)) return [];
    const { badge, sentence } = saidOf(values, person.id);
    const isUnchanged = badge === choice.badge && sentence === choice.sentence;
    return isUnchanged ? [{ id: person.id, by: choice.by }] : [];
  });
  const ids = [...new Set(theirs.map(({ by }) => by))];
  const found = await store.people(visitor.kpa.id).readable.findByIds(ids);
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return new Map(theirs.map(({ id, by }) => [id, { name: names.get(by) }]));
}
