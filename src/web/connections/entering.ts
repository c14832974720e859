/** What all ways in have in common. */
import { z } from 'zod';
import type { Person, Store } from '../../storage/store.ts';
import { isBeginning } from '../../badges/first-steps.ts';
import { may } from '../../badges/rights.ts';

const tick = z.object({ kept: z.literal('yes') });

/** Whether « Ce téléphone est à moi » is ticked: it never is by itself. */
export const keptIn = (body: unknown): boolean => tick.safeParse(body).success;

/** The first page of somebody who has come in: those who begin a KPA are led through its first days. */
export async function firstPage(store: Store, person: Person): Promise<string> {
  if (may(person, 'change the kpa')) {
    const kpa = await store.kpas.findById(person.kpaId);
    if (kpa && (await isBeginning(store, kpa))) return '/bienvenue';
  }
  if (may(person, 'see people')) return '/experiences';
  return may(person, 'run the network') ? '/reseau' : '/mes-badges';
}
