import type { ApiToken, Kpa, Store, Stored } from '../../storage/store.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** Those of a KPA, oldest first. */
export function listTokens(
  { store }: Pick<Services, 'store'>,
  kpa: Kpa,
): Promise<readonly Stored<ApiToken>[]> {
  return store.apiTokens.all({ index: 'byKpa', equals: [kpa.id] }).toArray();
}

/** `start`: the first characters of its id, as `list-tokens` shows them. Undefined: not just one. */
export async function revokeToken(
  services: Services,
  kpa: Kpa,
  start: string,
): Promise<ApiToken | undefined> {
  const found = (await listTokens(services, kpa)).filter(({ id }) => id.startsWith(start));
  const [token] = found;
  if (!token || found.length > 1) return undefined;
  const at = services.clock().toISOString();
  // What was revoked before keeps its date.
  return services.store.apiTokens.update(token.id, (now) =>
    now.withdrawnAt === undefined ? { ...now, withdrawnAt: at } : now,
  );
}
