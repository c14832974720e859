import { ifRefused, type Person, type SignInLink, type Store } from '../../storage/store.ts';
import { digest, randomToken } from '../../keys/secrets.ts';
import type { AskedLetter } from './ask-for-letter.ts';

interface Options {
  readonly minutes: number;
  readonly uses?: number;
  /** When it was judged that they may have it; now, unless said. */
  readonly at?: Date;
  /** Ties the link to the browser that asked; leave out for a link given by hand. */
  readonly browser?: string;
  /** Whom it may let in instead. */
  readonly others?: readonly Whom[];
}

export type Whom = Pick<Person, 'id' | 'kpaId'>;

/** Stores a sign-in link (as a hash) and returns its token. */
export async function createSignInLink(
  { store, clock }: { store: Store; clock: () => Date },
  person: Whom,
  { minutes, uses = 1, browser, others = [], at }: Options,
): Promise<string> {
  const token = randomToken();
  const now = clock();
  await store.signInLinks.insert({
    id: digest(token),
    ...leadingTo(person, others),
    ...(browser !== undefined && { browser }),
    attempts: 0,
    usesLeft: uses,
    createdAt: (at ?? now).toISOString(),
    expiresAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
  });
  return token;
}

interface OfLetter {
  readonly person: Whom;
  readonly others: readonly Whom[];
  readonly createdAt: string;
  readonly worthUntil: string;
}

/** The link that a letter has in it: stored when it is first tried, and then the one that is there. */
export async function linkOfLetter(
  { signInLinks }: Pick<Store, 'signInLinks'>,
  { token, browser, codeDigest }: AskedLetter,
  { person, others, createdAt, worthUntil }: OfLetter,
): Promise<SignInLink> {
  const link: SignInLink = {
    id: digest(token),
    ...leadingTo(person, others),
    browser,
    code: codeDigest,
    attempts: 0,
    usesLeft: 1,
    createdAt,
    expiresAt: worthUntil,
  };
  const there = () => signInLinks.findById(link.id);
  return (await ifRefused(signInLinks.insert(link), 'DUPLICATE_KEY', there)) ?? link;
}

const leadingTo = ({ id, kpaId }: Whom, others: readonly Whom[]) => ({
  kpaId,
  personId: id,
  ...(others.length > 0 && {
    others: others.map((one) => ({ kpaId: one.kpaId, personId: one.id })),
  }),
});
