/**
 * When the newest list of each address was made, of those that were signed: whoever serves an old
 * one again would undo a revocation. It lasts as long as the process that remembers it.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ListMade, Surroundings } from '../../credentials/surroundings.ts';

/** Some hundred bytes each; the one asked for longest ago goes first. */
const MOST = 10_000;

/** The latest moment that was told under a name, this one included. */
export type TellLatest = (name: string, at: string) => Promise<string>;

export function rememberLatest(most = MOST): TellLatest {
  const latest = new LRUCache<string, string>({ max: most });

  return (name, at) => {
    const known = latest.get(name);
    const later = known !== undefined && Date.parse(known) > Date.parse(at) ? known : at;
    latest.set(name, later);
    return Promise.resolve(later);
  };
}

export const createNewestSeen =
  (tellLatest: TellLatest = rememberLatest()): Required<Surroundings>['newestSeen'] =>
  (url, { by, at }) =>
    tellLatest(nameOf(url, by), at);

/** An address may be as long as a badge. One issuer’s lists say nothing of another’s. */
function nameOf(url: string, by: ListMade['by']): string {
  return createHash('sha256')
    .update(JSON.stringify([url, by]))
    .digest('base64url');
}
