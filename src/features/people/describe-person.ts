import type { Person } from '../../storage/store.ts';
import { ROLE_LABELS } from '../../badges/labels.ts';

export function describePerson(person: Person) {
  return {
    ...person,
    roleLabels: person.roles.map((role) => ROLE_LABELS[role]),
    isCooperant: person.roles.includes('cooperant'),
    hasLeft: person.leftOn !== undefined,
    /** Or from the team alone. */
    hasDeparted: person.leftOn !== undefined || person.formerRoles !== undefined,
  };
}
