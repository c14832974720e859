/**
 * The status lists of a KPA (W3C Bitstring Status List). What is revoked is written on the awards;
 * a list is rebuilt from them, so that no revocation can be lost between reading and writing.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { signDocument, type Signer } from '../../credentials/sign.ts';
import { buildStatusListCredential, STATUS_LIST_SIZE } from '../../credentials/status-list.ts';
import {
  type Award,
  type Kpa,
  type StatusList,
  type Store,
  StoreError,
} from '../../storage/store.ts';
import { each, type Stored } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import { describeIssuer } from '../../web/issuer.ts';

interface Services {
  readonly store: Store;
  readonly keys: { signer(kpaId: string, did: string, algorithm: 'Ed25519'): Promise<Signer> };
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

export interface StatusEntry {
  readonly listId: string;
  readonly listNumber: number;
  readonly index: number;
}

/** Above half full, random free indexes get rare: a new list is begun. */
const FULL = STATUS_LIST_SIZE / 2;

export function createStatusLists(services: Services) {
  const { store, keys, addresses, clock } = services;

  async function newest(kpa: Kpa): Promise<Stored<StatusList> | undefined> {
    const page = await store
      .statusLists(kpa.id)
      .find({ index: 'byNumber', order: 'descending', limit: 1 });
    return page.items[0];
  }

  async function begin(kpa: Kpa, number: number): Promise<StatusList> {
    const id = randomUUID();
    try {
      return await store.statusLists(kpa.id).insert({
        id,
        kpaId: kpa.id,
        number,
        size: STATUS_LIST_SIZE,
        credential: await sign(kpa, number, []),
        updatedAt: clock().toISOString(),
      });
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'DUPLICATE_KEY')) throw error;
      return await current(kpa); // another process began it first
    }
  }

  async function current(kpa: Kpa): Promise<StatusList> {
    const list = await newest(kpa);
    if (!list) return begin(kpa, 1);
    const used = await store.awards(kpa.id).count({ index: 'byStatusEntry', equals: [list.id] });
    return used < FULL ? list : begin(kpa, list.number + 1);
  }

  async function sign(kpa: Kpa, number: number, revoked: readonly number[]): Promise<string> {
    const issuer = describeIssuer(addresses, kpa);
    const now = clock();
    const list = await buildStatusListCredential({
      url: addresses.statusList(kpa.slug, number),
      issuer: issuer.id,
      validFrom: now.toISOString(),
      revoked,
    });
    const signer = await keys.signer(kpa.id, issuer.id, 'Ed25519');
    return JSON.stringify(await signDocument(list, signer, now));
  }

  /** Once: false if somebody else published in between. */
  async function tryToPublish(kpa: Kpa, listId: string): Promise<boolean> {
    const list = await store.statusLists(kpa.id).findById(listId);
    if (!list) throw new Error(`No status list ${listId}`);
    const credential = await sign(kpa, list.number, await revokedIndexes(store, list));
    try {
      const updatedAt = clock().toISOString();
      await store.statusLists(kpa.id).replace({ ...list, credential, updatedAt });
      return true;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'VERSION_CONFLICT') return false;
      throw error;
    }
  }

  return {
    /** A random free-looking entry; the award's unique index has the last word. */
    async draw(kpa: Kpa): Promise<StatusEntry> {
      const { id, number, size } = await current(kpa);
      return { listId: id, listNumber: number, index: randomInt(size) };
    },

    /**
     * Rebuilds and signs the list from the awards. Called after an award was marked: whoever
     * writes last has read every mark made before, because the version is read first.
     */
    async publish(kpa: Kpa, listId: string): Promise<void> {
      while (!(await tryToPublish(kpa, listId)));
    },

    async find(kpa: Kpa, number: number): Promise<StatusList | undefined> {
      const page = await store
        .statusLists(kpa.id)
        .find({ index: 'byNumber', equals: [number], limit: 1 });
      return page.items[0];
    },
  };
}

export async function revokedIndexes(store: Store, list: StatusList): Promise<number[]> {
  const revoked: number[] = [];
  const query = { index: 'byStanding', equals: [list.id, 'revoked'] };
  for await (const award of each<Award>(store.awards(list.kpaId), query)) {
    revoked.push(award.statusIndex);
  }
  return revoked;
}
