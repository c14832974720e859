import type { ApiToken, Kpa, Store } from '../../storage/store.ts';
import { digest, randomToken } from '../../keys/secrets.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

export interface TokenRequest {
  readonly label: string;
  readonly identity: ApiToken['identity'];
  readonly days: number;
  readonly by: string;
}

const DAY = 86_400_000;

/** The token is shown once: the store has its digest. */
export async function createToken(
  { store, clock }: Services,
  kpa: Kpa,
  { label, identity, days, by }: TokenRequest,
): Promise<{ readonly token: string; readonly stored: ApiToken }> {
  const token = `kpa_${randomToken()}`;
  const now = clock();
  const stored = await store.apiTokens.insert({
    id: digest(token),
    kpaId: kpa.id,
    label,
    identity,
    createdBy: by,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + days * DAY).toISOString(),
  });
  return { token, stored };
}
