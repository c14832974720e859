/**
 * The place that a badge at a level has for a person and an experience: the store lets one award stand
 * in it. Its revocation gives it up, so that the badge can be awarded again.
 */
import { digest } from '../keys/secrets.ts';
import type { Award } from '../storage/store.ts';

export type InSlot = Pick<Award, 'kpaId' | 'personId' | 'badgeClass' | 'level'> & {
  readonly experienceId: string;
};

export const slotFor = ({ kpaId, experienceId, personId, badgeClass, level }: InSlot): string =>
  digest(['slot', kpaId, experienceId, personId, badgeClass, level ?? ''].join('/'));
