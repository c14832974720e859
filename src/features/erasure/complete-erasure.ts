/** What follows from the write that erases somebody, by whoever comes to it, as often as it takes (docs/adr/0047). */
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Register } from '../../register/register.ts';
import type { Person, Stored } from '../../storage/store.ts';
import { eraseWhatHangsOn, type ErasingServices } from './erase-person.ts';

export interface CompletingServices extends ErasingServices {
  readonly register: Register;
}

/** Whoever was writing about somebody who is erased has long written it. */
const MINUTES = 15;

/** What is left of it; the record itself goes last, once nobody can be writing about it. */
export async function completeErasure(
  services: CompletingServices,
  person: Stored<Person>,
): Promise<void> {
  const { store, clock } = services;
  await note(services, person);
  const isWhole = await eraseWhatHangsOn(services, person);
  const before = new Date(clock().getTime() - MINUTES * 60_000).toISOString();
  if (!isWhole || (person.erasingSince ?? '') > before) return;
  await store.people(person.kpaId).remove(person.id);
}

/** Once that write got through, and once, whoever comes to it. Whom it was about is in no entry. */
async function note({ register }: CompletingServices, { id, kpaId, erasing }: Person) {
  if (!erasing) return;
  await register.note({ kpaId, ...erasing, id: repeatableId(`register/person-erased/${id}`) });
}
