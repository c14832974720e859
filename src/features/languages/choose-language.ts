import type { Person, Store } from '../../storage/store.ts';

/** `language`: the code of one that is known. Rejects with `StoreError` VERSION_CONFLICT. */
export async function chooseLanguage(
  { people }: Store,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  language: string,
): Promise<void> {
  const person = await people(kpaId).findById(id);
  if (person && person.language !== language) await people(kpaId).replace({ ...person, language });
}
