import { type ShareLink, type Store, StoreError } from '../../storage/store.ts';
import { digest } from '../../web/secrets.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** The link behind a token: open, ended (by date or by its owner), or never made. */
export async function findLink(
  { store, clock }: Services,
  token: string,
): Promise<{ readonly state: 'open' | 'ended'; readonly link: ShareLink } | undefined> {
  const link = await store.shareLinks.findById(digest(token));
  if (!link) return undefined;
  const ended = link.withdrawnAt !== undefined || link.expiresAt <= clock().toISOString();
  return { state: ended ? 'ended' : 'open', link };
}

/** So that its owner sees that a link was read. A lost count hurts nobody: no second try. */
export async function countOpening({ store, clock }: Services, id: string): Promise<void> {
  const link = await store.shareLinks.findById(id);
  if (!link) return;
  try {
    await store.shareLinks.replace({
      ...link,
      opened: link.opened + 1,
      lastOpenedAt: clock().toISOString(),
    });
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'VERSION_CONFLICT')) throw error;
  }
}
