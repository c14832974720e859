import { digest } from '../../keys/secrets.ts';
import type { ShareLink, Store } from '../../storage/store.ts';
import { MOST_SHARED } from './share-portfolio.ts';

export interface ShareCorrection {
  readonly label: string;
  readonly awards: readonly string[];
  readonly experiences: readonly string[];
  /** Undefined: as before. */
  readonly expiresAt: string | undefined;
}

type Shown = Pick<ShareLink, 'label' | 'awardIds' | 'experienceIds'>;

/** What a form was filled in over: the same for two that show the same. */
export const shareSeen = ({ label, awardIds, experienceIds }: Shown): string =>
  digest(JSON.stringify([label, awardIds.toSorted(), experienceIds.toSorted()]));

interface Asked extends ShareCorrection {
  /** `shareSeen` of what the form showed. */
  readonly seen: string;
  /**
   * What the link has, and nobody can tick now (a badge that was taken back, or set aside), is not changed
   * by a form that does not show it: these are the ids that it does.
   */
  readonly tickable: ReadonlySet<string>;
}

/**
 * The same link with another content, unless it shows something else than the form did: resolves with the
 * link as it is then. The same form again finds it as it wants it.
 */
export async function correctShare(
  { shareLinks }: Pick<Store, 'shareLinks'>,
  id: string,
  asked: Asked,
): Promise<{ readonly changed?: ShareLink }> {
  const outcome: { changed?: ShareLink } = {};
  await shareLinks.update(id, (now) => {
    delete outcome.changed;
    if (now.withdrawnAt !== undefined) return now;
    const next = { ...now, ...shownBy(now, asked), expiresAt: asked.expiresAt ?? now.expiresAt };
    const there = shareSeen(now);
    if (there === asked.seen || there === shareSeen(next)) return next;
    outcome.changed = now;
    return now;
  });
  return outcome;
}

function shownBy(now: ShareLink, { label, awards, experiences, tickable }: Asked): Shown {
  const hidden = (ids: readonly string[]) => ids.filter((one) => !tickable.has(one));
  return {
    label,
    awardIds: [...awards, ...hidden(now.awardIds)].slice(0, MOST_SHARED),
    experienceIds: [...experiences, ...hidden(now.experienceIds)].slice(0, MOST_SHARED),
  };
}

/** As the form shows it the first time. */
export const formOfShare = (link: ShareLink) => {
  const { label, awardIds: awards, experienceIds: experiences } = link;
  return { ...{ label, awards, experiences, days: SAME_END }, seen: shareSeen(link) };
};

/** The end stays as it is. */
export const SAME_END = 'same';
