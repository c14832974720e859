import type { Person, Store } from '../../storage/store.ts';

/** `language`: the code of one that is known. Whatever else somebody changes of the person meanwhile stays. */
export async function chooseLanguage(
  { people }: Store,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  language: string,
): Promise<void> {
  await people(kpaId).update(id, (now) => (now.language === language ? now : { ...now, language }));
}
