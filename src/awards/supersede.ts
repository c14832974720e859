import type { Award, Stored } from '../storage/store.ts';
import type { SignedForms } from './sign-forms.ts';

export interface ReissueAct {
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** The award with new signatures, and beside them the bytes that they take the place of. */
export function supersede(
  award: Stored<Award>,
  forms: Partial<SignedForms>,
  { at, by, reason }: ReissueAct,
): Stored<Award> {
  const before = [
    ...(forms.credential === undefined ? [] : [award.credential]),
    ...(forms.credentialJwt === undefined ? [] : [award.credentialJwt]),
  ].filter((text) => text !== undefined);
  const superseded = before.map((text) => ({ text, at: at.toISOString(), by, reason }));
  return { ...award, ...forms, superseded: [...(award.superseded ?? []), ...superseded] };
}
