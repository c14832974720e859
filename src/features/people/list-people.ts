import type { Store } from '../../storage/store.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { describePerson } from './describe-person.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** After this time without a badge, the page says whose work nobody has recognised. */
const LONG_DAYS = 90;

/** Everyone of a KPA, and among the coopérant·es those who have had no recognition lately. */
export async function listPeople({ store, clock }: Services, kpaId: string) {
  const long = new Date(clock().getTime() - LONG_DAYS * 86_400_000).toISOString();
  const people = [];
  for await (const person of store.people(kpaId).all({ index: 'byName' })) {
    // Those that stand: nobody is passed over for a badge that was taken back.
    const query = { index: 'byPersonStanding', equals: [person.id, 'valid'] } as const;
    const newestFirst = { ...query, order: 'descending', limit: 1 } as const;
    const [newest] = (await store.awards(kpaId).pick(newestFirst, ['issuedAt'])).items;
    const badges = await store.awards(kpaId).count(query);
    const waiting = (newest?.issuedAt ?? person.createdAt) < long;
    people.push({ ...describePerson(person), badges, newestOn: newest?.issuedAt, waiting });
  }
  const cooperants = people.filter(({ isCooperant }) => isCooperant);
  return {
    cooperants,
    staff: people.filter(({ isCooperant }) => !isCooperant),
    waiting: cooperants.filter(({ waiting }) => waiting),
  };
}

/** What one person took part in, newest first; `recognised` are the ids that gave a badge. */
export async function listExperiences(
  { store }: Pick<Services, 'store'>,
  { id: personId, kpaId }: { readonly id: string; readonly kpaId: string },
  recognised: ReadonlySet<string | undefined>,
) {
  const found = [];
  const newestFirst = { index: 'byDate', order: 'descending' } as const;
  for await (const experience of store.experiences(kpaId).all(newestFirst)) {
    if (!experience.participants.some((one) => one.personId === personId)) continue;
    const { id, title, kind, date } = experience;
    const kindLabel = EXPERIENCE_LABELS[kind];
    found.push({ id, title, date, kindLabel, recognised: recognised.has(id) });
  }
  return found;
}
