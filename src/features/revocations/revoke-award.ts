import type { Award, Kpa, Person, Store, Stored } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import { revokeWords } from '../../awards/testimonies/remove.ts';
import type { LostEntries } from '../../awards/lost-entries.ts';
import { type RevocationReason, STORED_REASONS } from '../../badges/revocation-reasons.ts';

export interface RevocationServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly lostEntries: LostEntries;
  readonly statusLists: {
    publish(kpa: Kpa, listId: string, revoked: readonly number[]): Promise<void>;
  };
  readonly clock: () => Date;
}

export interface RevocationAct {
  readonly by: Pick<Person, 'name'>;
  readonly reason: keyof typeof STORED_REASONS;
}

/**
 * Marks the award, then brings its list up to date. Revoking twice keeps the first date and reason.
 * Rejects with NOT_AS_WRITTEN for a row that is not ours: its entry may be another badge's. Throws
 * NOT_FOUND for one that is not there.
 */
export async function revokeAward(
  services: RevocationServices,
  kpa: Kpa,
  { id }: Award,
  by: Person,
  reason: RevocationReason,
): Promise<void> {
  const award = await markRevoked(services, kpa, id, { by, reason });
  if (!award) throw notFound(say('award.not-there'));
  for (const { statusListId, statusIndex } of award.entries) {
    await services.statusLists.publish(kpa, statusListId, [statusIndex]);
  }
  await revokeWords(services, kpa, id);
}

/**
 * Whoever else changes the award in between (its person accepts it, a colleague confirms it or takes
 * it back too), it begins again until it holds: nobody is asked to take back a badge twice.
 */
const MOST_TRIES = 1_000;

interface MarkedAward {
  /** Its own, and those that it had before a restore (docs/adr/0037): the same badge in other files. */
  readonly entries: readonly Pick<Award, 'statusListId' | 'statusIndex'>[];
  readonly outcome: 'revoked' | 'already';
}

/**
 * Undefined if there is no such award (any more: docs/adr/0047), and was none that is lost. Their lists are not published.
 * Rejects as `revokeAward` does.
 */
export async function markRevoked(
  {
    awardRows,
    lostEntries,
    clock,
  }: Pick<RevocationServices, 'awardRows' | 'lostEntries' | 'clock'>,
  kpa: Pick<Kpa, 'id'>,
  awardId: string,
  act: RevocationAct,
): Promise<MarkedAward | undefined> {
  let outcome: MarkedAward['outcome'] = 'already';
  const mark = async (now: Stored<Award>) => {
    if (now.erasedAt !== undefined) return now;
    outcome = now.standing === 'revoked' ? 'already' : 'revoked';
    if (outcome === 'revoked') return marked(now, clock(), act);
    await awardRows.refuseDoubt(now);
    return now;
  };
  const award = await awardRows.update(kpa.id, awardId, mark, MOST_TRIES);
  if (award?.erasedAt !== undefined) return undefined;
  const lost = await lostEntries.revoke(kpa.id, awardId);
  if (!award && lost.length === 0) return undefined;
  return { entries: award ? [award, ...lost] : lost, outcome: award ? outcome : 'revoked' };
}

/** The slot is given up: the same badge can be awarded again, on purpose. */
function marked(
  { slot, ...award }: Stored<Award>,
  at: Date,
  { by, reason }: RevocationAct,
): Stored<Award> {
  const why = STORED_REASONS[reason].stored;
  const revocation = { at: at.toISOString(), reason: why, byName: by.name };
  return { ...award, standing: 'revoked', revocation };
}
