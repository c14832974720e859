/** A badge that is signed answers the claim of its person for that work, whichever badge was asked for. */
import { isOf, recordsOf } from '../badges/records/who-stays.ts';
import { endOpen } from '../notices/end-notices.ts';
import type { Claim, Person, Store, Stored } from '../storage/store.ts';
import { addTurn, claimIdOf, onRequestIdOf } from './claims.ts';

interface Services {
  readonly store: Pick<Store, 'claims' | 'notices' | 'people'>;
  readonly clock: () => Date;
}

interface Signed {
  readonly awardId: string;
  readonly person: Person;
  readonly badge: { readonly slug: string; readonly sensitive: boolean };
  readonly experience: { readonly id: string };
  readonly awardedBy: { readonly personId: string };
}

/** It is told by the badge itself; done again, it finds its turn there. */
export async function confirmClaims(services: Services, signed: Signed): Promise<void> {
  const { person, badge, experience, awardId } = signed;
  const ids = recordsOf(person).map((id) =>
    badge.sensitive ? onRequestIdOf(badge.slug, id) : claimIdOf(experience.id, id),
  );
  const { store, clock } = services;
  for (const claim of await store.claims(person.kpaId).readable.findByIds(ids)) {
    if (!(await isAnsweredBy(store, claim, signed))) continue;
    const turn = {
      ...({ kind: 'confirmed', act: awardId, awardId, badgeClass: badge.slug } as const),
      ...{ by: signed.awardedBy.personId, at: clock().toISOString() },
    };
    await addTurn(store, claim, { turn, next: { state: 'confirmed' } });
    await endOpen(services, claim);
  }
}

/** What was only told asks for nothing; what is personal, of one of the team alone. */
async function isAnsweredBy(
  { people }: Pick<Store, 'people'>,
  { state, openTo, kpaId }: Stored<Claim>,
  { awardedBy }: Signed,
): Promise<boolean> {
  if (state === 'kept') return false;
  if (openTo === undefined || openTo === awardedBy.personId) return true;
  const signer = await people(kpaId).findById(awardedBy.personId);
  return signer !== undefined && isOf(signer, openTo);
}
