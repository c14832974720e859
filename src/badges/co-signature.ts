/** Who may confirm an award that somebody else signed: one rule for the pages that lead to the form. */
import type { Definitions } from '../definitions/definitions.ts';
import { type Award, MOST_ENDORSEMENTS, MOST_SUPERSEDED, type Person } from '../storage/store.ts';
import { isStaff } from './roles.ts';

/** A sentence that says why not; undefined for who may. The reasons that last longest come first. */
export function whyNotConfirm(
  award: Award,
  definitions: Definitions,
  person: Pick<Person, 'id'>,
  now: Date,
): string | undefined {
  const { endorsements = [], superseded = [], validUntil } = award;
  // Each form is signed anew, and the earlier one kept.
  const kept = superseded.length + Object.keys(award.forms).length;
  const badge = definitions.findBadgeClass(award.badgeClass, award.badgeVersion);
  if (award.personId === person.id) return 'Ce badge est à vous. Une autre personne le confirme.';
  if (award.awardedBy.personId === person.id) return 'Vous avez signé ce badge. C’est déjà dit.';
  if (badge?.sensitive !== false) {
    return 'Ce badge reste entre la personne et celle à qui elle l’a demandé. Une seule signature suffit.';
  }
  if (award.standing === 'revoked') return 'Ce badge a été retiré. On ne peut plus le confirmer.';
  if (award.state === 'declined') {
    return 'La personne a mis ce badge de côté. On ne peut pas le confirmer.';
  }
  if (validUntil !== undefined && validUntil <= now.toISOString()) {
    return 'Ce badge n’est plus valable. On ne peut plus le confirmer.';
  }
  if (endorsements.some(({ by }) => by.personId === person.id)) {
    return 'Vous avez déjà confirmé ce badge. Ce qui est signé ne change plus.';
  }
  if (endorsements.length >= MOST_ENDORSEMENTS || kept > MOST_SUPERSEDED) {
    return 'Ce badge a déjà assez de signatures. On ne peut pas en ajouter.';
  }
  return undefined;
}

/** Whether a page leads this visitor to the form. */
export function mayConfirm(
  award: Award,
  definitions: Definitions,
  person: Person,
  now: Date,
): boolean {
  return isStaff(person) && whyNotConfirm(award, definitions, person, now) === undefined;
}
