/** What is left of corrected names, an hour later: badges to sign, and former names that nothing bears. */
import { isInName } from '../../awards/names/name-signed.ts';
import type { Person, Stored } from '../../storage/store.ts';
import { type NamingServices, signNames } from '../../awards/names/sign-names.ts';

/** Whoever was signing when the name was corrected has long looked at it again (`reissue-if-due.ts`). */
const MINUTES = 15;

/** Some at a time, and each again every hour, for as long as one of their badges bears a former name. */
export async function finishNames(services: NamingServices, stopping: AbortSignal): Promise<void> {
  const before = new Date(services.clock().getTime() - MINUTES * 60_000).toISOString();
  const { people } = services.store;
  const renamed = people.across.readable.all({ index: 'acrossByRenaming', before });
  for await (const person of renamed) {
    if (stopping.aborted) return;
    await finish(services, person);
  }
}

async function finish(services: NamingServices, person: Stored<Person>): Promise<void> {
  const kpa = await services.store.kpas.findById(person.kpaId);
  if (!kpa || !(await signNames(services, kpa, person))) return;
  const borne = await namesBorne(services, person);
  await services.store.people(kpa.id).update(person.id, (now) => {
    const { formerNames = [], renamedAt, nameToSign, ...rest } = now;
    if (renamedAt !== person.renamedAt || nameToSign === true) return now;
    const kept = formerNames.filter((name) => borne.has(name));
    if (kept.length === formerNames.length) return now;
    return kept.length === 0 ? rest : { ...now, formerNames: kept };
  });
}

/** Also by what was taken back: it is not signed anew, and is theirs all the same. */
async function namesBorne(
  { store }: NamingServices,
  { id, kpaId, formerNames = [] }: Person,
): Promise<ReadonlySet<string>> {
  const borne = new Set<string>();
  for await (const award of store.awards(kpaId).readable.all({ index: 'byPerson', equals: [id] })) {
    for (const name of formerNames) if (isInName(award, name)) borne.add(name);
  }
  return borne;
}
