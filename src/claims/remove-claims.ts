/** A claim goes, document first: from then on nobody hears or reads it. */
import type { BlobStore } from '../blobs/blob-store.ts';
import { endOpen } from '../notices/end-notices.ts';
import type { Claim, Person, Store } from '../storage/store.ts';
import { removeLeft, removeSounds } from './keep-sound.ts';

interface Services {
  readonly store: Pick<Store, 'claims' | 'notices'>;
  readonly blobs: BlobStore;
  readonly clock: () => Date;
}

export async function removeClaim(services: Services, claim: Claim): Promise<void> {
  await services.store.claims(claim.kpaId).remove(claim.id);
  await endOpen(services, claim);
  await removeSounds(services.blobs, claim);
}

/** Of somebody who is erased. */
export async function removeClaims(
  services: Services,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
): Promise<void> {
  await removeLeft(services, { id, kpaId });
  const query = { index: 'byPerson', equals: [id] } as const;
  for (const claim of await services.store.claims(kpaId).all(query).toArray()) {
    await removeClaim(services, claim);
  }
}
