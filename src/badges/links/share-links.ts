import type { ShareLink, Store, Stored } from '../../storage/store.ts';
import { digest } from '../../keys/secrets.ts';

export interface LinkServices {
  readonly store: Store;
  readonly clock: () => Date;
}

/** The link behind a token: open, ended (by date or by its owner), or never made. */
export async function findLink(
  { store, clock }: LinkServices,
  token: string,
): Promise<{ readonly state: 'open' | 'ended'; readonly link: Stored<ShareLink> } | undefined> {
  const link = await store.shareLinks.findById(digest(token));
  if (!link) return undefined;
  const ended = link.withdrawnAt !== undefined || link.expiresAt <= clock().toISOString();
  return { state: ended ? 'ended' : 'open', link };
}
