/** Somebody asks one of the team for a badge of objective 6: once, whichever of their records asked before. */
import { isOf, recordsOf } from '../../badges/records/who-stays.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { onRequestIdOf, openClaim, type Turned, turnOfForm } from '../../claims/claims.ts';
import { removeClaim } from '../../claims/remove-claims.ts';
import { restOfWhoLeft } from '../../claims/rest-claims.ts';
import { endOpen } from '../../notices/end-notices.ts';
import type { Person, Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'claims' | 'experiences' | 'notices'>;
  readonly blobs: BlobStore;
  readonly clock: () => Date;
}

interface Asking {
  readonly slug: string;
  readonly to: Person;
  /** Of the form. */
  readonly act: string;
}

/** `used`: the form has asked somebody else. */
export async function askOnRequest(
  services: Services,
  person: Person,
  { slug, to, act }: Asking,
): Promise<Exclude<Turned['outcome'], 'done'> | { readonly id: string }> {
  const { store, clock } = services;
  const { id: personId, kpaId } = person;
  const before = await askedBefore(store, person, slug);
  const there = before.find(({ openTo }) => isOf(to, openTo));
  const others = before.filter((one) => one !== there);
  const at = clock().toISOString();
  const turn = { ...({ kind: 'asked', act, by: personId, at } as const), badgeClass: slug };
  if (others.some((one) => turnOfForm(one, turn))) return 'used';
  // Of another one of the team, it begins anew.
  for (const one of others) await removeClaim(services, one);
  const first = {
    ...{ id: there?.id ?? onRequestIdOf(slug, personId), kpaId, personId },
    openTo: there?.openTo ?? to.id,
  };
  const next = { state: 'waiting', asked: slug } as const;
  const { outcome } = await openClaim(store, first, turn, next);
  if (outcome !== 'done') return outcome;
  await restOfWhoLeft(store, person);
  // Who asks again needs no letter that tells of the answer before.
  await endOpen(services, first);
  return { id: first.id };
}

/** By whichever of their records. */
export const askedBefore = ({ claims }: Pick<Store, 'claims'>, person: Person, slug: string) =>
  claims(person.kpaId).readable.findByIds(recordsOf(person).map((one) => onRequestIdOf(slug, one)));
