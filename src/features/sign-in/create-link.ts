import type { Person, Store } from '../../storage/store.ts';
import { digest, randomToken } from '../../web/secrets.ts';

interface Options {
  readonly minutes: number;
  readonly uses?: number;
  /** Ties the link to the browser that asked; leave out for a link given by hand. */
  readonly browser?: string;
  readonly code?: string;
  /** Unique: see `letter-slots.ts`. */
  readonly slot?: string;
}

/** Stores a sign-in link (as a hash) and returns its token. Throws DUPLICATE_KEY for a taken slot. */
export async function createSignInLink(
  { store, clock }: { store: Store; clock: () => Date },
  person: Pick<Person, 'id' | 'kpaId'>,
  { minutes, uses = 1, browser, code, slot }: Options,
): Promise<string> {
  const token = randomToken();
  const now = clock();
  await store.signInLinks.insert({
    id: digest(token),
    kpaId: person.kpaId,
    personId: person.id,
    ...(browser !== undefined && { browser }),
    ...(code !== undefined && { code }),
    ...(slot !== undefined && { slot }),
    attempts: 0,
    usesLeft: uses,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
  });
  return token;
}
