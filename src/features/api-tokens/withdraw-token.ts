import { type ApiToken, each, type Kpa, type Store, type Stored } from '../../storage/store.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** Those of a KPA, oldest first. */
export async function listTokens(
  { store }: Pick<Services, 'store'>,
  kpa: Kpa,
): Promise<readonly Stored<ApiToken>[]> {
  const tokens: Stored<ApiToken>[] = [];
  const query = { index: 'byKpa', equals: [kpa.id] } as const;
  for await (const token of each(store.apiTokens, query)) tokens.push(token);
  return tokens;
}

/** `start`: the first characters of its id, as `list-tokens` shows them. Undefined: not just one. */
export async function withdrawToken(
  services: Services,
  kpa: Kpa,
  start: string,
): Promise<ApiToken | undefined> {
  const found = (await listTokens(services, kpa)).filter(({ id }) => id.startsWith(start));
  const [token] = found;
  if (!token || found.length > 1) return undefined;
  if (token.withdrawnAt !== undefined) return token;
  const withdrawnAt = services.clock().toISOString();
  return services.store.apiTokens.replace({ ...token, withdrawnAt });
}
