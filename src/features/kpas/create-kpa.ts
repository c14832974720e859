import { randomUUID } from 'node:crypto';
import { ifRefused, type Kpa, type Store } from '../../storage/store.ts';
import { findKpa } from '../../web/kpa-in-path.ts';

/** Pages beside those of KPAs, in /reseau. */
const PAGES: readonly string[] = ['nouveau', 'role', 'badges', 'reseau'];

/** Its address is that of another KPA, or of a page. */
export class SlugTakenError extends Error {
  override readonly name = 'SlugTakenError';
}

interface Services {
  readonly store: Store;
  readonly keys: { createKeys(kpaId: string): Promise<void> };
  readonly clock: () => Date;
}

/**
 * A new KPA with its signing keys. Run again after a crash, it completes what is missing; a slug
 * already taken by another name is refused, because the slug is part of the issuer's identity. `id`: of
 * one that was lost.
 */
export async function createKpa(
  { store, keys, clock }: Services,
  details: Omit<Kpa, 'id' | 'createdAt'>,
  id: string = randomUUID(),
): Promise<Kpa> {
  if (PAGES.includes(details.slug)) {
    throw new SlugTakenError(`The address /reseau/${details.slug} is that of a page`);
  }
  const kpa = await insertOrFind(store, {
    ...details,
    id,
    createdAt: clock().toISOString(),
  });
  if (kpa.name !== details.name) {
    throw new SlugTakenError(`The address /k/${details.slug} already belongs to ${kpa.name}`);
  }
  await keys.createKeys(kpa.id);
  return kpa;
}

function insertOrFind(store: Store, kpa: Kpa): Promise<Kpa> {
  return ifRefused(store.kpas.insert(kpa), 'DUPLICATE_KEY', async (refusal) => {
    const existing = await findKpa(store, kpa.slug);
    if (!existing) throw refusal;
    return existing;
  });
}
