import { randomUUID } from 'node:crypto';
import { type Kpa, type Store, StoreError } from '../../storage/store.ts';
import { findKpa } from '../../web/kpa-in-path.ts';

interface Services {
  readonly store: Store;
  readonly keys: { createKeys(kpaId: string): Promise<void> };
  readonly clock: () => Date;
}

/**
 * A new KPA with its signing keys. Run again after a crash, it completes what is missing; a slug
 * already taken by another name is refused, because the slug is part of the issuer's identity.
 */
export async function createKpa(
  { store, keys, clock }: Services,
  details: Omit<Kpa, 'id' | 'createdAt'>,
): Promise<Kpa> {
  const kpa = await insertOrFind(store, {
    ...details,
    id: randomUUID(),
    createdAt: clock().toISOString(),
  });
  if (kpa.name !== details.name) {
    throw new Error(`The address /k/${details.slug} already belongs to ${kpa.name}`);
  }
  await keys.createKeys(kpa.id);
  return kpa;
}

async function insertOrFind(store: Store, kpa: Kpa): Promise<Kpa> {
  try {
    return await store.kpas.insert(kpa);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'DUPLICATE_KEY')) throw error;
    const existing = await findKpa(store, kpa.slug);
    if (!existing) throw error;
    return existing;
  }
}
