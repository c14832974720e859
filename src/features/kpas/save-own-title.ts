/** A manager says how they sign, where nobody has said it yet; later it is corrected on their record. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'people'>;
  readonly register: Register;
}

export async function saveOwnTitle(
  { store, register }: Services,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  title: string | undefined,
): Promise<void> {
  const people = store.people(kpaId);
  const before = await people.findById(id);
  if (title === undefined || before?.title !== undefined) return;
  await people.update(id, (now) => (now.title === undefined ? { ...now, title } : now));
  const noted = repeatableId(`register/own-title/${id}/${title}`);
  await register.note({ kpaId, by: id, act: 'person-corrected', about: id, id: noted });
}
