/** What all ways in have in common. */
import { z } from 'zod';
import type { Person } from '../../storage/store.ts';
import { isStaff } from '../../badges/roles.ts';

const tick = z.object({ kept: z.literal('yes') });

/** Whether « Ce téléphone est à moi » is ticked: it never is by itself. */
export const keptIn = (body: unknown): boolean => tick.safeParse(body).success;

/** The first page of somebody who has come in. */
export const homeOf = (person: Person): string =>
  isStaff(person) ? '/experiences' : '/mes-badges';
