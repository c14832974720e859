import {
  type Person,
  type SignInLink,
  type Store,
  StoreError,
  type Stored,
} from '../../storage/store.ts';
import { digest } from '../../web/secrets.ts';
import { codeDigest } from './send-link.ts';

const MOST_ATTEMPTS = 5;

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** The link behind a token, while it still opens something. Reading it uses nothing up. */
export async function findUsableLink(
  { store, clock }: Services,
  token: string,
): Promise<Stored<SignInLink> | undefined> {
  const link = await store.signInLinks.findById(digest(token));
  return link && isUsable(link, clock()) ? link : undefined;
}

function isUsable(link: SignInLink, now: Date): boolean {
  return link.usesLeft > 0 && link.expiresAt > now.toISOString();
}

export function opensHere(link: SignInLink, browserToken: string | undefined): boolean {
  if (link.browser === undefined) return true;
  return browserToken !== undefined && link.browser === digest(browserToken);
}

/** Uses the link once. Of many at the same moment, one wins; the others get undefined. */
export async function useLink(
  { store }: Services,
  link: Stored<SignInLink>,
): Promise<Person | undefined> {
  try {
    await store.signInLinks.replace({ ...link, usesLeft: link.usesLeft - 1 });
  } catch (error) {
    if (error instanceof StoreError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
  return store.people(link.kpaId).findById(link.personId);
}

/** The same with the code of the letter, typed in the browser that asked for it. */
export async function useCode(
  services: Services & { readonly appSecret: string },
  browserToken: string,
  code: string,
): Promise<Person | undefined> {
  const { store, clock, appSecret } = services;
  const asked = await store.signInLinks.find({
    index: 'byBrowser',
    equals: [digest(browserToken)],
    order: 'descending',
    limit: 5,
  });
  const wanted = codeDigest(appSecret, browserToken, code);
  for (const link of asked.items) {
    if (!isUsable(link, clock()) || link.attempts >= MOST_ATTEMPTS) continue;
    // Counted before it is compared, so that parallel guesses cannot share one attempt.
    const counted = await store.signInLinks.replace({ ...link, attempts: link.attempts + 1 });
    if (counted.code === wanted) return useLink(services, counted);
  }
  return undefined;
}
