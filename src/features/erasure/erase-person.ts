/**
 * Somebody is erased: in one write their record says nothing of them any more, and then what hangs on it
 * goes, step by step, each of which can be done again (docs/adr/0047).
 */
import { eraseAward } from './erase-award.ts';
import { releaseMerged } from './release-merged.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import { forgetInBatches } from '../../awards/batches/forget-person.ts';
import { forgetAsWitness } from '../../awards/confirmations/who-saw.ts';
import { type ErasingWordsServices, eraseWitnessingOf } from '../../awards/testimonies/remove.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { removeClaims } from '../../claims/remove-claims.ts';
import { removeExhibit } from '../../exhibits/store-exhibit.ts';
import { dropFromDrafts } from '../../experiences/award-drafts.ts';
import type { Participations } from '../../experiences/fill.ts';
import { removeAccounts } from '../../people/accounts-of.ts';
import { isGone, isOf } from '../../badges/records/who-stays.ts';
import { cardsOf } from '../../people/cards-of.ts';
import { followName } from '../../people/name-rows.ts';
import { endKnownToWhoLeft, removeNotices } from '../../notices/end-notices.ts';
import { removePasskeys } from '../../people/passkeys-of.ts';
import type { Experience, Person, Store, Stored } from '../../storage/store.ts';
import { closeConnections } from '../../web/connections/connections.ts';

export interface ErasingServices extends ErasingWordsServices {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly participations: Participations;
  readonly awardRows: Pick<AwardRows, 'update'>;
  readonly log: { error(details: object, message: string): void };
}

const NO_NAME = '—';
/** However many tell or correct an experience at once. */
const MOST_TRIES = 1_000;

interface Erasure {
  readonly erasing: NonNullable<Person['erasing']>;
  /** Asked of what stands there in the write: they may have come back since anybody looked. */
  readonly isDue: (now: Person) => boolean;
}

/**
 * From this write on nobody is it, and nothing that they said of themselves is there. Undefined where they
 * are not erased: not due any more, or merged into another record, whose turn is its own.
 */
export async function markErased(
  { store, clock }: Pick<ErasingServices, 'store' | 'clock'>,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  { erasing, isDue }: Erasure,
): Promise<Stored<Person> | undefined> {
  const at = clock().toISOString();
  const marked = await store.people(kpaId).update(id, (now) => {
    if (isGone(now) || !isDue(now)) return now;
    const { version, joinedOn, createdAt, mergedFrom } = now;
    return {
      ...{ id, kpaId, version, joinedOn, createdAt },
      ...(mergedFrom && { mergedFrom }),
      ...{ name: NO_NAME, roles: ['cooperant'] },
      ...{ erasingSince: at, erasing },
    };
  });
  return marked?.erasingSince === undefined ? undefined : marked;
}

/**
 * False if something of it could not be erased: then whoever comes next tries it again. `whose`: the record
 * that is erased, for those that were merged into it.
 */
export async function eraseWhatHangsOn(
  services: ErasingServices,
  person: Stored<Person>,
  whose = person,
): Promise<boolean> {
  const { store } = services;
  const { id, kpaId } = person;
  await closeConnections(services, person);
  await followName(store, person);
  const links = { index: 'byPerson', equals: [kpaId, id] } as const;
  for (const link of await store.shareLinks.pickAll(links, []).toArray()) {
    await store.shareLinks.remove(link.id);
  }
  for (const card of await cardsOf(store, person)) await store.cards.remove(card.id);
  await removePasskeys(store, person);
  await removeAccounts(store, person);
  await leaveWords(services, person);
  await removeClaims(services, person);
  await dropFromDrafts(store, person);
  await removeNotices(store, person);
  await endKnownToWhoLeft(services, person);
  await forgetInBatches(store, person);
  await forgetAsWitness(store, person);
  const merged = { index: 'byMergedInto', equals: [id] } as const;
  let isDone = await eraseAwards(services, person);
  await eraseWitnessingOf(services, person);
  for (const record of await store.people(kpaId).all(merged).toArray()) {
    if (isOf(whose, record.id)) {
      // Of a merge that was cut short, something still hangs on it.
      const isWhole = await eraseWhatHangsOn(services, record, whose);
      if (isWhole) await store.people(kpaId).remove(record.id);
      isDone &&= isWhole;
    } else await releaseMerged(services, record);
  }
  return isDone;
}

/** That somebody took part stays, by an id that names nobody any more; their task and words go. */
async function leaveWords(services: ErasingServices, { id, kpaId }: Person): Promise<void> {
  const { store, participations } = services;
  const mine = await participations.ofKpa(kpaId);
  const query = { index: 'byPerson', equals: [id] } as const;
  for (const { experienceId } of await mine.all(query).toArray()) {
    await leaveExhibits(services, { kpaId, id: experienceId }, id);
    const changed = (now: Stored<Experience>) => ({
      ...now,
      participants: now.participants.map((one) => (one.personId === id ? { personId: id } : one)),
    });
    await store.experiences(kpaId).update(experienceId, changed, MOST_TRIES);
  }
  for (const { id: row } of await mine.pickAll(query, []).toArray()) await mine.remove(row);
}

/** What shows the work of nobody else goes with them, pictures and all (docs/adr/0051). */
async function leaveExhibits(
  services: ErasingServices,
  place: Pick<Experience, 'id' | 'kpaId'>,
  personId: string,
): Promise<void> {
  const experience = await services.store.experiences(place.kpaId).findById(place.id);
  const own = experience?.participants.find((one) => one.personId === personId);
  for (const { id } of own?.exhibits ?? []) await removeExhibit(services, place, id, [personId]);
}

async function eraseAwards(services: ErasingServices, { id, kpaId }: Person): Promise<boolean> {
  const { store, log } = services;
  let isDone = true;
  const query = { index: 'byPerson', equals: [id] } as const;
  // By their ids: a row that cannot be read is theirs, too, and is looked at again (docs/adr/0019).
  for (const { id: awardId } of await store.awards(kpaId).pickAll(query, []).toArray()) {
    try {
      await eraseAward(services, { id: awardId, kpaId });
    } catch (err) {
      isDone = false;
      log.error({ err, awardId }, 'A badge of somebody who is erased could not be erased');
    }
  }
  return isDone;
}
