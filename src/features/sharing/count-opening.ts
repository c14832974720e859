import { isRefusal, type ShareLink, type Stored } from '../../storage/store.ts';
import type { LinkServices } from '../../badges/links/share-links.ts';

/** So that its owner sees that a link was read. A lost count hurts nobody: no second try. */
export async function countOpening(
  { store, clock }: LinkServices,
  link: Stored<ShareLink>,
): Promise<void> {
  const opened = { opened: link.opened + 1, lastOpenedAt: clock().toISOString() };
  try {
    await store.shareLinks.replace({ ...link, ...opened });
  } catch (error) {
    // What can be read is shown, also where nothing can be written: on a full disk, say.
    if (!isRefusal(error, 'VERSION_CONFLICT') && !isRefusal(error, 'UNAVAILABLE')) throw error;
  }
}
