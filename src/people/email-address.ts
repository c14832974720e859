/** One e-mail in a KPA belongs to one person: who reads its letters comes in as that person. */
import { whoStays } from '../badges/records/who-stays.ts';
import { ifRefused, type Person, type Store, type Stored } from '../storage/store.ts';
import { digest } from '../keys/secrets.ts';

export class EmailTakenError extends Error {
  override readonly name = 'EmailTakenError';
  readonly person: Person;
  constructor(person: Person) {
    super('This e-mail belongs to somebody else in the KPA');
    this.person = person;
  }
}

/** What a person with this address is stored with. */
export function withEmail(kpaId: string, email: string | undefined) {
  if (email === undefined) return {};
  const address = email.toLowerCase();
  return { email: address, emailSlot: digest(`${kpaId}/${address}`) };
}

/**
 * Does what stores `person`. Throws `EmailTakenError`: by looking, for people from before the unique
 * key have none; and by that key, for two who are added at once.
 */
export async function whereEmailIsFree<T>(
  store: Store,
  person: Pick<Person, 'id' | 'kpaId' | 'email'>,
  act: () => Promise<T>,
): Promise<T> {
  const other = await ownerOf(store, person);
  if (other) throw new EmailTakenError(other);
  return ifRefused(act(), 'DUPLICATE_KEY', async (refusal) => {
    const faster = await ownerOf(store, person);
    throw faster ? new EmailTakenError(faster) : refusal;
  });
}

/** Who in the KPA has this address, but for somebody. */
export async function ownerOf(
  store: Pick<Store, 'people'>,
  { id, kpaId, email }: { readonly id?: string } & Pick<Person, 'kpaId' | 'email'>,
): Promise<Stored<Person> | undefined> {
  if (email === undefined) return undefined;
  const query = { index: 'acrossByEmail', equals: [email] } as const;
  for await (const one of store.people.across.readable.all(query)) {
    if (one.kpaId !== kpaId) continue;
    const [owner] = await ownerOfAddress(store, one);
    if (owner && owner.id !== id) return owner;
  }
  return undefined;
}

/**
 * Whose the address of a record is: nobody’s, or one person’s. That of a record that was merged into
 * another opens the one that stays, until the e-mail of that one is corrected (docs/adr/0047).
 */
export async function ownerOfAddress(
  store: Pick<Store, 'people'>,
  record: Stored<Person>,
): Promise<readonly Stored<Person>[]> {
  const { mergedAt } = record;
  const owner = await whoStays(store, record);
  if (!owner) return [];
  const isOpen = mergedAt === undefined || (owner.accessSince ?? '') <= mergedAt;
  return isOpen ? [owner] : [];
}
