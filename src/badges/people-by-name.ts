/** The people of a KPA by their names. Where all of them count, names alone are read, from their index. */
import type { Person, Store } from '../storage/store.ts';
import { foldedWords, type Named } from './nameless-text.ts';

type People = Pick<Store, 'people'>;

/** No name of theirs may stand in what is signed, or shown with it. */
export function namesIn(store: People, kpaId: string): Promise<readonly Named[]> {
  return allNames(store, kpaId);
}

async function allNames({ people }: People, kpaId: string) {
  const all = await people(kpaId).pickAll({ index: 'byName' }, ['name']).toArray();
  return all.map(({ id, name = '' }) => ({ id, name }));
}

export interface FoundPeople {
  /** By name, as many as were asked for at most. */
  readonly people: readonly Person[];
  readonly more: boolean;
}

/** Those of whose names each word that was typed begins one: « bru mar », « BRUNO ». */
export async function findByName(
  store: People,
  kpaId: string,
  typed: string,
  most: number,
): Promise<FoundPeople> {
  const wanted = foldedWords(typed).filter((word) => word !== '');
  const names = wanted.length === 0 ? [] : await allNames(store, kpaId);
  const found = names.filter(({ name }) => {
    const words = foldedWords(name);
    return wanted.every((begun) => words.some((word) => word.startsWith(begun)));
  });
  const ids = found.slice(0, most).map(({ id }) => id);
  return { people: await store.people(kpaId).readable.findByIds(ids), more: found.length > most };
}

/** As the store sorts them everywhere. */
export const byName = (a: Person, b: Person): number =>
  Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || (a.id < b.id ? -1 : 1);
