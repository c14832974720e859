/** What opens once, for whoever is first: noted in the store, by all processes together. */
import { keyedDigest } from '../../keys/secrets.ts';
import { ifRefused } from '../../storage/store.ts';
import type { LimitServices } from './stored-limits.ts';

const HOUR = 3_600_000;

/** False for every time but the first. It is remembered for an hour: what it names ends before. */
export async function useOnce(
  { store, clock, appSecret }: LimitServices,
  what: string,
): Promise<boolean> {
  const id = keyedDigest(appSecret, `once/${what}`);
  const expiresAt = new Date(clock().getTime() + HOUR).toISOString();
  const noted = store.limitUses.insert({ id, scope: id, expiresAt });
  return (await ifRefused(noted, 'DUPLICATE_KEY', () => undefined)) !== undefined;
}
