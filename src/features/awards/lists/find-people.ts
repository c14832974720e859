/** Who is meant in a list: people of the KPA by their whole name, in either order. Never a guess. */
import { isHere, isOf } from '../../../badges/records/who-stays.ts';
import { say, typed } from '../../../language/message.ts';
import { findTwins, type TwinServices } from '../../../people/find-twins.ts';
import { foldedName, sortedWords } from '../../../people/folded-names.ts';
import type { Person } from '../../../storage/store.ts';
import { type Reading, refusedField } from '../../../web/forms.ts';
import type { Cells } from './columns.ts';

/** People of one name, and entries that are being corrected. */
const MOST_SAME = 20;
const AT_ONCE = 50;

export interface NamedPeople {
  /** `person` and `record` of a line; which of the two columns is wrong, if one is. */
  find(cells: Cells): Reading<Person> & { readonly column?: 'person' | 'record' };
}

const keyOf = (name: string) => sortedWords(foldedName(name));

/** `by`: nobody gives a badge to themselves. */
export async function namePeople(
  services: TwinServices,
  by: Person,
  names: readonly string[],
): Promise<NamedPeople> {
  await services.names.ready(by.kpaId);
  const keys = [...new Set(names.map(keyOf))].filter((key) => key !== '');
  const known = new Map<string, readonly Person[]>();
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map((key) => findByKey(services, by.kpaId, key)));
    some.forEach((key, place) => known.set(key, found[place] ?? []));
  }
  const unknown = names.filter((name) => (known.get(keyOf(name)) ?? []).length === 0);
  const near = await findTwins(services, by.kpaId, [...new Set(unknown)]);
  return {
    find({ person: name = '', record }) {
      const all = known.get(keyOf(name)) ?? [];
      const meant = record === undefined ? all : all.filter((one) => isMeant(one, record));
      const [one] = meant;
      if (!one && all.length > 0) {
        return { ...refusedField(say('award.list.other-record')), column: 'record' };
      }
      if (!one) return refusedField(sayUnknown((near.get(name) ?? []).filter(isCooperant)));
      if (meant.length > 1) {
        const values = { count: meant.length, name: typed(one.name) };
        return refusedField(say('award.list.several-of-name', values));
      }
      if (isOf(by, one.id)) return refusedField(say('award.list.oneself'));
      return { ok: true, value: one };
    },
  };
}

/** As the form that gives badges shows them: who is there today. */
const isCooperant = (person: Person): boolean =>
  person.roles.includes('cooperant') && isHere(person);

async function findByKey(
  { store }: TwinServices,
  kpaId: string,
  key: string,
): Promise<readonly Person[]> {
  const query = { index: 'bySorted', equals: [key], limit: MOST_SAME } as const;
  const { items } = await store.nameEntries(kpaId).pick(query, []);
  const found = await store.people(kpaId).readable.findByIds(items.map(({ id }) => id));
  return found.filter((one) => isCooperant(one) && keyOf(one.name) === key);
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** By the address of their page, or by their e-mail. */
function isMeant(person: Person, record: string): boolean {
  const written = record.trim().toLowerCase();
  const [id] = ID.exec(written) ?? [];
  return isOf(person, id) || written === person.email?.toLowerCase();
}

function sayUnknown([near]: readonly Person[]) {
  if (!near) return say('award.list.nobody');
  return say('award.list.nobody-but', { name: typed(near.name) });
}
