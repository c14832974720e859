import type { Services } from '../../../src/services.ts';
import { digest, randomToken } from '../../../src/keys/secrets.ts';
import type { Person } from '../../../src/storage/store.ts';
import type { TestVisitor } from '../visitor.ts';

const HOURS = 12;

/**
 * The session that a letter’s link would have opened: most tests are of what comes after, and the
 * pages on the way have tests of their own (test/http/sign-in).
 */
export async function openSession(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  browser: TestVisitor,
  person: Person,
): Promise<void> {
  const token = randomToken();
  const now = clock();
  await store.sessions.insert({
    id: digest(token),
    kpaId: person.kpaId,
    personId: person.id,
    csrfToken: randomToken(),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + HOURS * 3_600_000).toISOString(),
  });
  browser.cookies.plant('__Host-session', token);
}
