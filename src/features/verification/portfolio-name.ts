import { isSameName } from '../../credentials/names/spellings.ts';
import { findHolder } from '../../badges/records/who-stays.ts';
import { findLink, type LinkServices } from '../../badges/links/share-links.ts';

/**
 * Whether the portfolio at a path of ours is somebody's of another name than `typed`. Whoever has the
 * link reads the name on it; of one that has ended, or was never made, nothing is told.
 */
export async function isOfAnother(
  services: LinkServices,
  path: string,
  typed: string,
): Promise<boolean> {
  const [, , token = ''] = path.split('/');
  const found = await findLink(services, token);
  if (found?.state !== 'open') return false;
  const { kpaId, personId } = found.link;
  const person = await findHolder(services.store, kpaId, personId);
  return person !== undefined && !isSameName(person.name, typed);
}
