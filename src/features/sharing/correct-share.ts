import type { ShareLink, Store } from '../../storage/store.ts';
import { MOST_SHARED } from './share-portfolio.ts';

export interface ShareCorrection {
  readonly label: string;
  readonly awards: readonly string[];
  readonly experiences: readonly string[];
  /** Undefined: as before. */
  readonly expiresAt: string | undefined;
}

/**
 * The same link with another content. What it has, and nobody can tick now (a badge that was taken back,
 * or set aside), is not changed by a form that does not show it: `tickable` are the ids that it does.
 */
export async function correctShare(
  { shareLinks }: Pick<Store, 'shareLinks'>,
  id: string,
  { label, awards, experiences, expiresAt }: ShareCorrection,
  tickable: ReadonlySet<string>,
): Promise<void> {
  await shareLinks.update(id, (now) => {
    if (now.withdrawnAt !== undefined) return now;
    const hidden = (ids: readonly string[]) => ids.filter((one) => !tickable.has(one));
    return {
      ...now,
      label,
      awardIds: [...awards, ...hidden(now.awardIds)].slice(0, MOST_SHARED),
      experienceIds: [...experiences, ...hidden(now.experienceIds)].slice(0, MOST_SHARED),
      expiresAt: expiresAt ?? now.expiresAt,
    };
  });
}

/** As the form shows it the first time. */
export const formOfShare = ({ label, awardIds, experienceIds }: ShareLink) => ({
  ...{ label, days: SAME_END, awards: awardIds, experiences: experienceIds },
});

/** The end stays as it is. */
export const SAME_END = 'same';
