/** Awards many badges in one action, each with its own outcome. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { reissueIfDue } from '../../awards/reissue-if-due.ts';
import type { Award, Stored } from '../../storage/store.ts';
import { insertAward, readAwards, sameAward } from './award-badge.ts';
import { signedAward, type StoredAward } from './award-badge.ts';
import type { AwardServices, Draft } from './draft.ts';
import { forOneAct } from './for-one-act.ts';

export type AwardRow =
  | { readonly awardId: string; readonly outcome: 'awarded' | 'already'; readonly award: Award }
  | { readonly awardId: string; readonly outcome: 'failed'; readonly error: unknown };

/** Writes that arrive together share a commit, hence one wait for the disk. */
const AT_ONCE = 100;

/** Signing holds the event loop: after so many, others have their turn. */
const IN_A_TURN = 10;

/**
 * A row for each draft of one KPA, in order. A draft whose award is there already is not awarded twice: after
 * a crash the same drafts complete the batch. One that fails stops none of the others.
 */
export async function awardBadges(
  services: AwardServices,
  drafts: readonly Draft[],
): Promise<readonly AwardRow[]> {
  const rows: AwardRow[] = [];
  for (let at = 0; at < drafts.length; at += AT_ONCE) {
    rows.push(...(await awardSome(services, drafts.slice(at, at + AT_ONCE))));
  }
  return rows;
}

interface Prepared {
  readonly draft: Draft;
  readonly preparing: Promise<() => Promise<StoredAward>>;
}

/** All are signed, then all are stored, and then the keys are looked at once more. */
async function awardSome(
  services: AwardServices,
  drafts: readonly Draft[],
): Promise<readonly AwardRow[]> {
  const signing = forOneAct(services);
  const there = await readAwards(services, drafts);
  const prepared: Prepared[] = [];
  for (const draft of drafts) {
    const preparing = prepare(signing, draft, there.get(draft.awardId));
    prepared.push({ draft, preparing });
    // What fails is told in its row.
    await Promise.allSettled([preparing]);
    if (prepared.length % IN_A_TURN === 0) await nextTurn();
  }
  const stored = prepared.map(({ draft, preparing }) => {
    return { draft, writing: preparing.then((write) => write()) };
  });
  await Promise.allSettled(stored.map(({ writing }) => writing));
  const looking = forOneAct(services);
  return Promise.all(stored.map(({ draft, writing }) => rowOf(looking, draft, writing)));
}

/** Takes the award that is there, or signs it: what is left is to store it, together with the others. */
async function prepare(
  services: AwardServices,
  draft: Draft,
  found: Stored<Award> | undefined,
): Promise<() => Promise<StoredAward>> {
  const there = sameAward(draft, found);
  if (there) return () => Promise.resolve({ award: there, outcome: 'already' });
  const signed = await signedAward(services, draft);
  return () => insertAward(services, draft, signed);
}

async function rowOf(
  services: AwardServices,
  { awardId, kpa }: Draft,
  writing: Promise<StoredAward>,
): Promise<AwardRow> {
  try {
    const { award, outcome } = await writing;
    return { awardId, outcome, award: await reissueIfDue(services, kpa, award) };
  } catch (error) {
    return { awardId, outcome: 'failed', error };
  }
}
