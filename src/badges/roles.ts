/** Who helps the others, by their roles. */
import type { Person, Role } from '../storage/store.ts';

export const STAFF = ['accompagnant', 'manager'] as const satisfies readonly Role[];

export function isStaff(person: Person): boolean {
  return person.roles.some((role) => role !== 'cooperant');
}
