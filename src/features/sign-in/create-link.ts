import type { Person, Store } from '../../storage/store.ts';
import { digest, randomToken } from '../../keys/secrets.ts';

interface Options {
  readonly minutes: number;
  readonly uses?: number;
  /** Ties the link to the browser that asked; leave out for a link given by hand. */
  readonly browser?: string;
  readonly code?: string;
  /** Whom it may let in instead. */
  readonly others?: readonly Whom[];
}

export type Whom = Pick<Person, 'id' | 'kpaId'>;

/** Stores a sign-in link (as a hash) and returns its token. */
export async function createSignInLink(
  { store, clock }: { store: Store; clock: () => Date },
  person: Whom,
  { minutes, uses = 1, browser, code, others = [] }: Options,
): Promise<string> {
  const token = randomToken();
  const now = clock();
  await store.signInLinks.insert({
    id: digest(token),
    kpaId: person.kpaId,
    personId: person.id,
    ...(browser !== undefined && { browser }),
    ...(code !== undefined && { code }),
    ...(others.length > 0 && {
      others: others.map(({ id, kpaId }) => ({ kpaId, personId: id })),
    }),
    attempts: 0,
    usesLeft: uses,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
  });
  return token;
}
