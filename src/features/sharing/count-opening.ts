import { ifRefused, type ShareLink, type Stored } from '../../storage/store.ts';
import type { LinkServices } from '../../badges/share-links.ts';

/** So that its owner sees that a link was read. A lost count hurts nobody: no second try. */
export async function countOpening(
  { store, clock }: LinkServices,
  link: Stored<ShareLink>,
): Promise<void> {
  const opened = { opened: link.opened + 1, lastOpenedAt: clock().toISOString() };
  const counted = store.shareLinks.replace({ ...link, ...opened });
  await ifRefused(counted, 'VERSION_CONFLICT', () => undefined);
}
