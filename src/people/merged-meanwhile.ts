/** A record is merged into another while somebody changes it: what they wrote would stand on nobody. */
import { isGone } from '../badges/records/who-stays.ts';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import type { Person } from '../storage/store.ts';

/** Within the write. Throws CONFLICT: the next look at the page leads to the record that stays. */
export function refuseMerged(now: Person): void {
  if (isGone(now)) throw new HttpError('CONFLICT', say('people.merged-meanwhile'));
}
