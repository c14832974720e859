/**
 * The place that a badge at a level has for a person and an experience: the store lets one award stand
 * in it. Its revocation gives it up, so that the badge can be awarded again.
 */
import { digest } from '../keys/secrets.ts';
import type { Award } from '../storage/store.ts';

export type InSlot = Pick<Award, 'kpaId' | 'personId' | 'badgeClass' | 'level'> & {
  readonly experienceId: string;
  /** Of objective 6 (known-to.ts): each who signs has a slot, and finds out nothing by another’s. */
  readonly signedBy?: string;
};

export const slotFor = ({ signedBy, ...place }: InSlot): string => {
  const { kpaId, experienceId, personId, badgeClass, level } = place;
  const own = signedBy === undefined ? [] : [signedBy];
  return digest(['slot', kpaId, experienceId, personId, badgeClass, level ?? '', ...own].join('/'));
};
