import type { Award, Stored } from '../../storage/store.ts';
import type { SignedForms } from '../sign-forms.ts';

export interface ReissueAct {
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/**
 * The award with these forms, and beside them the bytes that they take the place of, until it is
 * written (`award-rows.ts`).
 */
export function supersede(
  award: Stored<Award>,
  forms: SignedForms,
  { at, by, reason }: ReissueAct,
): Stored<Award> {
  const superseded = Object.entries(award.forms)
    .filter(([id, text]) => forms[id] !== text)
    .map(([, text]) => ({ text, at: at.toISOString(), by, reason }));
  return { ...award, forms, superseded: [...(award.superseded ?? []), ...superseded] };
}
