/** The badges of a person whose name was corrected, signed anew one by one (docs/adr/0039). */
import { isInName } from './name-signed.ts';
import { signedInName } from './sign-in-name.ts';
import { nameAct, reissueIfDue } from '../reissue-if-due.ts';
import type { SigningServices } from '../signing-services.ts';
import type { Award, Kpa, Person, Stored } from '../../storage/store.ts';

export interface NamingServices extends SigningServices {
  readonly log: { error(details: object, message: string): void };
}

/** How many would be signed anew in this name, of which whoever asks may know. */
export async function countToSign(
  services: Pick<NamingServices, 'store'>,
  person: Person,
  name: string,
  mayKnow: (award: Award) => boolean,
): Promise<number> {
  let count = 0;
  for await (const award of awardsOf(services, person)) {
    if (isToSign(award, name) && mayKnow(award)) count += 1;
  }
  return count;
}

const awardsOf = ({ store }: Pick<NamingServices, 'store'>, { id, kpaId }: Person) =>
  store.awards(kpaId).readable.all({ index: 'byPerson', equals: [id] });

/** Also one that was set aside: a number that leaves it out, now or the next time, would tell (docs/adr/0049). */
const isToSign = (award: Award, name: string): boolean =>
  award.standing !== 'revoked' && !isInName(award, name);

/**
 * What is left to do is what still bears another name: so it can be cut short, and begun again by
 * anybody. One that fails stops none of the others. Resolves with whether all is done.
 */
export async function signNames(
  services: NamingServices,
  kpa: Kpa,
  person: Person,
  by?: string,
): Promise<boolean> {
  const { store, log } = services;
  let failed = 0;
  for await (const award of awardsOf(services, person)) {
    if (!isToSign(award, person.name)) continue;
    try {
      await (award.state === 'declined'
        ? signSetAside(services, kpa, award, by)
        : reissueIfDue(services, kpa, award, by));
    } catch (err) {
      failed += 1;
      log.error({ err, awardId: award.id }, 'A badge could not be signed in the corrected name');
    }
  }
  if (failed > 0) return false;
  await store.people(kpa.id).update(person.id, (now) => {
    // CorrectedPerson once more meanwhile: whoever did that signs them.
    if (now.name !== person.name || now.nameToSign === undefined) return now;
    const { nameToSign: _, ...done } = now;
    return done;
  });
  return true;
}

/** It is due for nothing else: in whose name it is, is asked at the write, which may find it accepted. */
const signSetAside = (
  services: NamingServices,
  kpa: Kpa,
  { id, personId }: Stored<Award>,
  by?: string,
) =>
  services.awardRows.update(kpa.id, id, async (now) => {
    const holder = await services.store.people(kpa.id).findById(personId);
    if (!holder || !isToSign(now, holder.name)) return now;
    return signedInName(services, kpa, now, holder, nameAct(services, by));
  });
