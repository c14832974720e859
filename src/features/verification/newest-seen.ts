/**
 * When the newest list of each address was made, of those that were signed: whoever serves an old
 * one again would undo a revocation. It lasts as long as the process.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ListMade, Surroundings } from '../../credentials/surroundings.ts';

/** Some hundred bytes each; the one asked for longest ago goes first. */
const MOST = 10_000;

export function createNewestSeen(most = MOST): Required<Surroundings>['newestSeen'] {
  const newest = new LRUCache<string, string>({ max: most });

  return (url, { by, at }) => {
    const name = nameOf(url, by);
    const known = newest.get(name);
    const later = known !== undefined && Date.parse(known) > Date.parse(at) ? known : at;
    newest.set(name, later);
    return Promise.resolve(later);
  };
}

/** An address may be as long as a badge. One issuer’s lists say nothing of another’s. */
function nameOf(url: string, by: ListMade['by']): string {
  return createHash('sha256')
    .update(JSON.stringify([url, by]))
    .digest('base64url');
}
