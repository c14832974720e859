/** One e-mail in a KPA belongs to one person: who reads its letters comes in as that person. */
import { isGone, isOf, whoStays } from '../badges/records/who-stays.ts';
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

/** For the write that corrects it: with the one of before goes all that hung on who reads it. */
export function withoutEmail(now: Stored<Person>): Stored<Person> {
  const { email: _email, emailSlot: _slot, ...others } = now;
  const { addressesOf: _addresses, endToldOn: _told, ...rest } = others;
  return rest;
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
    const owner = await whoStays(store, one);
    if (!owner || owner.id === id || isGone(owner)) continue;
    // Of a record that was merged at this moment: nobody else gets it before the one that stays does.
    if (isReadBy(owner, one) || !isOf(owner, one.id)) return owner;
  }
  return undefined;
}

/**
 * Whom the address of a record lets in: nobody, or one person. That of a record that was merged into
 * another opens the one that stays from the write on by which that one takes it up, and until the
 * e-mail of that one is corrected (docs/adr/0047).
 */
export async function ownerOfAddress(
  store: Pick<Store, 'people'>,
  record: Stored<Person>,
): Promise<readonly Stored<Person>[]> {
  const owner = await whoStays(store, record);
  return owner && isReadBy(owner, record) ? [owner] : [];
}

const isReadBy = ({ id, addressesOf = [] }: Person, record: Person): boolean =>
  record.id === id || addressesOf.includes(record.id);
