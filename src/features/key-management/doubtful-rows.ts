/** Rows that are not believed: found for an operator, and taken as they are if the operator says so. */
import type { Custody } from '../../keys/custody.ts';
import type { KeyAct, KeyRing } from '../../keys/key-ring.ts';
import type { RowDoubt } from '../../keys/row-macs.ts';
import { vouchForKey } from '../../keys/vouch-for-key.ts';
import type { Award, Kpa, Store, Stored } from '../../storage/store.ts';
import { type AwardRows, awardMacs } from '../../awards/award-rows.ts';
import { earlierMacs } from '../../awards/earlier/earlier-texts.ts';
import type { AwardJudge } from '../../awards/judgement.ts';

interface Services {
  readonly store: Store;
  readonly custody: Custody;
  readonly clock: () => Date;
  readonly keys: Pick<KeyRing, 'records'>;
  readonly awardRows: AwardRows;
  readonly awardJudge: Pick<AwardJudge, 'doubtOf'>;
  readonly statusLists: {
    publish(kpa: Kpa, listId: string, known: readonly number[]): Promise<void>;
  };
}

/** `id`: a key's fragment, an award's id, or that of an award of which a text of before is meant. */
export interface DoubtfulRow {
  readonly kind: 'key' | 'award' | 'earlier text of award';
  readonly id: string;
  readonly why: string;
}

/** `kpa`: absent for the network, which has keys and no awards. */
export interface RowOwner {
  readonly id: string;
  readonly kpa?: Kpa;
}

export async function* findDoubtfulRows(
  services: Services,
  owner: RowOwner,
): AsyncGenerator<DoubtfulRow> {
  const { store, keys, awardJudge } = services;
  const { id, kpa } = owner;
  for (const { fragment, doubt } of await keys.records(id)) {
    if (doubt !== undefined) yield { kind: 'key', id: fragment, why: doubt };
  }
  if (!kpa) return;
  for await (const row of store.awards(kpa.id).allRows({ index: 'byDate' })) {
    const { id: awardId } = row;
    const award = 'document' in row ? row.document : undefined;
    const doubt = award && award.erasedAt === undefined && (await awardJudge.doubtOf(kpa, award));
    if (doubt) yield { kind: 'award', id: awardId, why: doubt.why.join(', ') };
    if ('fault' in row) yield { kind: 'award', id: awardId, why: row.fault };
  }
  for await (const { kind, id: awardId, why } of earlierTextsWithoutMac(services, id)) {
    yield { kind, id: awardId, why };
  }
}

/** Rows that are named, whatever is wrong with their MAC; with an award, its texts of before. */
export interface NamedRows {
  readonly keys: readonly string[];
  readonly awards: readonly string[];
}

/**
 * Gives rows a MAC as they stand, because an operator vouches for them: those that are named, or else
 * all that bear one of a master key that is lost. Yields each; one that fails stops none of the others.
 */
export async function* vouchForRows(
  services: Services,
  owner: RowOwner,
  named: NamedRows | undefined,
  act: KeyAct,
): AsyncGenerator<DoubtfulRow & { readonly outcome: 'taken' | 'failed' }> {
  for await (const { kind, id, why, take } of rowsWithoutMac(services, owner, act)) {
    const names = kind === 'key' ? named?.keys : named?.awards;
    if (names ? !names.includes(id) : why !== 'other-master-key') continue;
    try {
      await take();
      yield { kind, id, why, outcome: 'taken' };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      yield { kind, id, why: failure, outcome: 'failed' };
    }
  }
}

interface Candidate extends DoubtfulRow {
  readonly why: RowDoubt;
  readonly take: () => Promise<unknown>;
}

/** None that is right. */
async function* rowsWithoutMac(
  services: Services,
  owner: RowOwner,
  act: KeyAct,
): AsyncGenerator<Candidate> {
  const { store, keys, awardRows } = services;
  for (const { id, fragment, doubt } of await keys.records(owner.id)) {
    const take = () => vouchForKey(services, owner.id, id, act);
    if (doubt !== undefined) yield { kind: 'key', id: fragment, why: doubt, take };
  }
  if (!owner.kpa) return;
  const { kpa } = owner;
  for await (const award of store.awards(owner.id).readable.all({ index: 'byDate' })) {
    const doubt = await awardRows.doubt(award);
    const take = () => takeAward(services, kpa, award);
    if (doubt !== undefined) yield { kind: 'award', id: award.id, why: doubt, take };
  }
  yield* earlierTextsWithoutMac(services, owner.id);
}

async function* earlierTextsWithoutMac(
  { store, custody }: Services,
  kpaId: string,
): AsyncGenerator<Candidate> {
  const macs = earlierMacs(custody);
  const texts = store.supersededCredentials(kpaId);
  for await (const row of texts.readable.all({ index: 'byAward' })) {
    const doubt = await macs.doubt(row);
    const take = async () => texts.replace(await macs.marked(row));
    if (doubt !== undefined) {
      yield { kind: 'earlier text of award', id: row.awardId, why: doubt, take };
    }
  }
}

/** A mark in it was not believed until now: its list takes it first, or else nothing is taken. */
async function takeAward(
  { store, custody, statusLists }: Services,
  kpa: Kpa,
  award: Stored<Award>,
): Promise<void> {
  if (award.standing === 'revoked') {
    await statusLists.publish(kpa, award.statusListId, [award.statusIndex]);
  }
  await store.awards(kpa.id).replace(await awardMacs(custody).marked(award));
}
