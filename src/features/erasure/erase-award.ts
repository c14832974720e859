/**
 * A badge of somebody who is erased: its entry in a status list stays its own, so that no other badge gets
 * it and files that were given go on verifying; nothing else of it does (docs/adr/0047).
 */
import type { Award, Store, Stored } from '../../storage/store.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import { forgetWhoSaw } from '../../awards/confirmations/who-saw.ts';
import { type ErasingWordsServices, eraseWitnessing } from '../../awards/testimonies/remove.ts';

interface Services extends ErasingWordsServices {
  readonly store: ErasingWordsServices['store'] &
    Pick<Store, 'supersededCredentials' | 'groupWitnesses'>;
  readonly awardRows: Pick<AwardRows, 'update'>;
}

/** Of nobody, and of no day: what is left says nothing of anybody. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const NO_DAY = '1970-01-01T00:00:00.000Z';
const NOTHING = '—';
/** Whoever else changes it in between, it begins again. */
const MOST_TRIES = 1_000;

/** Rejects as `awardRows.update` does, for a row that is not ours. */
export async function eraseAward(
  services: Services,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  await eraseEarlierTexts(services, kpaId, id);
  await eraseWitnessing(services, { id, kpaId });
  await forgetWhoSaw(services.store, { id, kpaId });
  const at = services.clock().toISOString();
  await services.awardRows.update(kpaId, id, (now) => erased(now, at), MOST_TRIES);
  // What somebody put aside in between.
  await eraseEarlierTexts(services, kpaId, id);
  await eraseWitnessing(services, { id, kpaId });
  await forgetWhoSaw(services.store, { id, kpaId });
}

async function eraseEarlierTexts({ store }: Services, kpaId: string, awardId: string) {
  const texts = store.supersededCredentials(kpaId);
  const query = { index: 'byAward', equals: [awardId] } as const;
  for (const { id } of await texts.pickAll(query, []).toArray()) await texts.remove(id);
}

function erased(now: Stored<Award>, at: string): Stored<Award> {
  if (now.erasedAt !== undefined) return now;
  const { id, kpaId, statusListId, statusIndex, standing, version } = now;
  return {
    ...{ id, kpaId, statusListId, statusIndex, standing, version },
    ...{ personId: NOBODY, badgeClass: 'erased', badgeVersion: 1, sentence: NOTHING },
    awardedBy: { personId: NOBODY, name: NOTHING, title: NOTHING },
    ...{ issuedAt: NO_DAY, forms: {}, state: 'declined' },
    erasedAt: at,
  };
}
