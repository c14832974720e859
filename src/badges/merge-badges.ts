/** The badges of a person, one for each badge class: the same one given again is one skill. */
interface Mergeable {
  readonly id: string;
  readonly badge: { readonly slug: string };
  readonly level?: { readonly code: number };
}

export interface Merged<T> {
  /** At its highest level that counts; the newest of these. */
  readonly best: T;
  /** Those that were given besides, newest first. */
  readonly others: readonly T[];
  readonly total: number;
}

/** `badges`: newest first. A class of which nothing counts is there all the same. */
export function mergeBadges<T extends Mergeable>(
  badges: readonly T[],
  counts: (badge: T) => boolean,
): readonly Merged<T>[] {
  const slugs = new Set(badges.map(({ badge }) => badge.slug));
  return [...slugs].flatMap((slug) => {
    const all = badges.filter(({ badge }) => badge.slug === slug);
    const counting = all.filter(counts);
    const [best] = (counting.length > 0 ? counting : all).toSorted(
      (a, b) => (b.level?.code ?? 0) - (a.level?.code ?? 0),
    );
    if (!best) return [];
    return [{ best, others: all.filter(({ id }) => id !== best.id), total: all.length }];
  });
}
