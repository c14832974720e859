/** Records of a KPA that may be of one person, unless somebody said that they are of two (docs/adr/0047). */
import { MOST_RECORDS, type Person, type Store } from '../storage/store.ts';
import { findTwins, type TwinServices } from './find-twins.ts';
import { MOST_NEAR } from './near-names.ts';

/** Itself and those who were set apart are among them. */
const LOOKED_AT = MOST_NEAR + MOST_RECORDS;

const areApart = (one: Person, other: Person): boolean =>
  one.distinctFrom?.includes(other.id) === true || other.distinctFrom?.includes(one.id) === true;

/** Of each of these people the others who may be meant, a few at most; of nobody who has none. */
export async function lookAlikesOf(
  services: TwinServices,
  kpaId: string,
  people: readonly Person[],
): Promise<ReadonlyMap<string, readonly Person[]>> {
  const names = [...new Set(people.map(({ name }) => name))];
  const twins = await findTwins(services, kpaId, names, LOOKED_AT);
  const found = people.map((one): [string, readonly Person[]] => {
    const others = twins.get(one.name) ?? [];
    const left = others.filter((other) => other.id !== one.id && !areApart(one, other));
    return [one.id, left.slice(0, MOST_NEAR)];
  });
  return new Map(found.filter(([, others]) => others.length > 0));
}

/** They are never proposed again. Said in one record: whichever of them is looked at finds it. */
export async function keepApart(
  { people }: Pick<Store, 'people'>,
  { id, kpaId }: Person,
  others: readonly string[],
): Promise<void> {
  await people(kpaId).update(id, (now) => {
    const before = now.distinctFrom ?? [];
    const added = others.filter((one) => one !== id && !before.includes(one));
    if (added.length === 0) return now;
    return { ...now, distinctFrom: [...before, ...added].slice(-MOST_RECORDS) };
  });
}
